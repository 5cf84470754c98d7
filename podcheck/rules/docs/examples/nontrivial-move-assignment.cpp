// podcheck: std=c++11..
struct Traced {  // trivially_copyable: no
    Traced &operator=(Traced &&other);
    int value;
};

// Near miss: the move assignment operator is defaulted on its first declaration.
struct Plain {  // trivially_copyable: yes
    Plain &operator=(Plain &&other) = default;
    int value;
};
