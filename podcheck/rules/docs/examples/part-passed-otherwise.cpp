// podcheck: std=c++11..
struct Part {
    Part(const Part&) = default;
    Part(Part&& other) : number(other.number) {}
    int number;
};
struct Whole {  // passed_in_registers with g++: no
    Whole(const Whole&) = default;
    Part part;
};

// Near miss: the part is copied and moved as its bytes are.
struct Plain {
    int number;
};
struct Holder {  // passed_in_registers with g++: yes
    Holder(const Holder&) = default;
    Plain part;
};
