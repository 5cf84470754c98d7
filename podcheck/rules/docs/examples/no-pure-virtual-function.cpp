// podcheck: std=c++98..
struct Shape {  // abstract: no
    virtual double area() const;
};

// Near miss: the function is pure.
struct Figure {  // abstract: yes
    virtual double area() const = 0;
};
