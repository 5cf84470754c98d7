// podcheck: std=c++98..
struct Tag {};
struct Shared : virtual Tag {  // standard_layout: no
    int value;
};

// Near miss: the base is not virtual.
struct Tagged : Tag {  // standard_layout: yes
    int value;
};
