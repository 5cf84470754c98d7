// podcheck: std=c++11..
struct Traced {  // trivially_copyable: no
    Traced &operator=(const Traced &other);
    int value;
};

// Near miss: the copy assignment operator is defaulted on its first declaration.
struct Plain {  // trivially_copyable: yes
    Plain &operator=(const Plain &other) = default;
    int value;
};
