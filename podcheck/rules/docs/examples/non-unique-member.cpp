// podcheck: std=c++11..
struct Nothing {  // has_unique_object_representations: no
    decltype(nullptr) pointer;
};

// Near miss: a pointer's bytes are its value.
struct Handle {  // has_unique_object_representations: yes
    void *pointer;
};
