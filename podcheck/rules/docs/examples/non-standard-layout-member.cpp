// podcheck: std=c++98..
struct Shape {
    virtual double area() const;
};
struct Drawing {  // standard_layout: no
    Shape first;
};

// Near miss: a pointer to such a class is as good as any.
struct Sketch {  // standard_layout: yes
    Shape *first;
};
