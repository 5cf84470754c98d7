// podcheck: std=c++11..
struct View {  // trivially_default_constructible: no
    const char &first;
};

// Near miss: a pointer may be set later.
struct Span {  // trivially_default_constructible: yes
    const char *first;
};
