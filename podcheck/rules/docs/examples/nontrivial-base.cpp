// podcheck: std=c++11..
struct Counted {
    Counted(const Counted &other);
};
struct Node : Counted {};  // trivially_copyable: no

// Near miss: what the base does not do the class does not do either.
struct Tag {};
struct Leaf : Tag {};  // trivially_copyable: yes
