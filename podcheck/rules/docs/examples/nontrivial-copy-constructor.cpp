// podcheck: std=c++11..
struct Traced {  // trivially_copyable: no
    Traced(const Traced &other);
    int value;
};

// Near miss: the copy constructor is defaulted on its first declaration.
struct Plain {  // trivially_copyable: yes
    Plain(const Plain &other) = default;
    int value;
};
