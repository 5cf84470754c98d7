// podcheck: std=c++11..
struct Traced {  // trivially_copy_constructible: no
    Traced(const Traced &other);
};

// Near miss: the move constructor has code, which copies don't call.
struct Moved {  // trivially_copy_constructible: yes
    Moved(const Moved &other) = default;
    Moved(Moved &&other);
};
