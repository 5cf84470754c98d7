// podcheck: std=c++11..
struct Shape {  // trivially_copy_constructible: no
    virtual double area() const = 0;
};

// Near miss: the function is not virtual, so that it can't be pure.
struct Square {  // trivially_copy_constructible: yes
    double area() const;
    double side;
};
