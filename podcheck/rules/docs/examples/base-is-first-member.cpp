// podcheck: std=c++98..
struct Tag {};
struct Outer : Tag {  // standard_layout: no
    Tag first;
    int value;
};

// Near miss: another member comes first.
struct Other : Tag {  // standard_layout: yes
    int value;
    Tag last;
};
