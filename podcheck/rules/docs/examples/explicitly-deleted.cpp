// podcheck: std=c++11..
struct Lock {  // trivially_copy_constructible: no
    Lock(const Lock &) = delete;
};

// Near miss: only the assignment is deleted.
struct Ticket {  // trivially_copy_constructible: yes
    Ticket(const Ticket &) = default;
    Ticket &operator=(const Ticket &) = delete;
};
