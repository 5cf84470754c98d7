// podcheck: std=c++11..
struct View {  // trivially_copy_assignable: no
    const char &first;
};

// Near miss: a pointer can point to something else.
struct Span {  // trivially_copy_assignable: yes
    const char *first;
};
