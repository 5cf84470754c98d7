// podcheck: std=c++11..
class Node {  // trivially_destructible: no
    ~Node() = default;
};

// Near miss: only the constructor is private.
class Leaf {  // trivially_destructible: yes
    Leaf() = default;
};
