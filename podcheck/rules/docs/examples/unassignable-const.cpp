// podcheck: std=c++11..
struct Person {  // trivially_copy_assignable: no
    const int number;
};

// Near miss: what a pointer points to may be const.
struct Named {  // trivially_copy_assignable: yes
    const char *name;
};
