// podcheck: std=c++11..
struct Traced {  // trivially_copyable: no
    Traced(Traced &&other);
    int value;
};

// Near miss: the move constructor is defaulted on its first declaration.
struct Plain {  // trivially_copyable: yes
    Plain(Plain &&other) = default;
    int value;
};
