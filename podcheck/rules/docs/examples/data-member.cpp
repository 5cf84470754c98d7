// podcheck: std=c++98..
struct Adder {  // empty: no
    int operator()(int value) const { return value + step; }
    int step;
};

// Near miss: a static member takes no bytes of the object.
struct Doubler {  // empty: yes
    int operator()(int value) const { return value * factor; }
    static const int factor = 2;
};
