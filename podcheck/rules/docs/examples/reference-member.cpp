// podcheck: std=c++98..
struct View {  // standard_layout: no
    const char &first;
};

// Near miss: a pointer.
struct Span {  // standard_layout: yes
    const char *first;
};
