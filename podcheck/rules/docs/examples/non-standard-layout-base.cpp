// podcheck: std=c++98..
struct Shape {
    virtual double area() const;
};
struct Square : Shape {};  // standard_layout: no

// Near miss: the base has no virtual function.
struct Point {
    int x, y;
};
struct Corner : Point {};  // standard_layout: yes
