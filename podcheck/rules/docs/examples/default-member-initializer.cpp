// podcheck: std=c++11..
struct Options {  // trivially_default_constructible: no
    int width = 80;
};

// Near miss: no member has an initializer; a static one does not count.
struct Limits {  // trivially_default_constructible: yes
    static const int width = 80;
    int height;
};
