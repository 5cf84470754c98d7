// podcheck: std=c++98..
struct Shape {
    virtual double area() const;
};
struct Drawing {  // pod: no
    Shape shapes[4];
};

// Near miss: the shapes lie elsewhere.
struct Sketch {  // pod: yes
    Shape *shapes[4];
};
