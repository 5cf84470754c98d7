// podcheck: std=c++11..
struct Lock {  // trivially_copyable: no
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    int state;
};

// Near miss: one copy function is left.
struct Ticket {  // trivially_copyable: yes
    Ticket(const Ticket &) = default;
    Ticket &operator=(const Ticket &) = delete;
    int number;
};
