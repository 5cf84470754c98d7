// podcheck: std=c++11..
struct Source {  // trivially_copy_constructible: no
    int &&value;
};

// Near miss: an lvalue reference can be copied.
struct Alias {  // trivially_copy_constructible: yes
    int &value;
};
