// podcheck: std=c++17..
struct Base {
    Base(int value);
};
struct Derived : Base {  // aggregate: no
    using Base::Base;
};

// Near miss: `Other{{1}}` initialises the base.
struct Other : Base {};  // aggregate: yes
