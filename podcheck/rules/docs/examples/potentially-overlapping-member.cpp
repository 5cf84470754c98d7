// podcheck: std=c++20..
struct Tag {};
struct Point {  // pod_for_layout with g++: no
    [[no_unique_address]] Tag tag;
    int x;
};

// Near miss: a member that takes a byte of its own.
struct Place {  // pod_for_layout with g++: yes
    Tag tag;
    int x;
};
