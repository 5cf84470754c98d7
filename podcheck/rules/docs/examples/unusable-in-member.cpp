// podcheck: std=c++11..
struct Unique {
    Unique(Unique &&) = default;
};
struct Owner {  // trivially_copy_constructible: no
    Unique resource;
};

// Near miss: a pointer to it can be copied.
struct User {  // trivially_copy_constructible: yes
    Unique *resource;
};
