// podcheck: std=c++11..
class Counted {
    ~Counted() = default;
};
struct Node : Counted {};  // trivially_destructible: no

// Near miss: a protected destructor is open to derived classes.
class Rooted {
protected:
    ~Rooted() = default;
};
struct Leaf : Rooted {};  // trivially_destructible: yes
