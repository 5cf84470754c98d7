// podcheck: std=c++26..
struct Root {
    int value;
};
struct Base : Root {
    using Root::operator=;
    Base &operator=(Base &) = default;
};
struct Derived : Base {};  // trivially_move_assignable: no

// Near miss: the base has operators of its own.
struct Plain : Root {};
struct Other : Plain {};  // trivially_move_assignable: yes
