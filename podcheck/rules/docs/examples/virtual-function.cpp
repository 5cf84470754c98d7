// podcheck: std=c++98..
struct Shape {  // standard_layout: no
    virtual void draw() const;
    int x, y;
};

// Near miss: other member functions don't matter.
struct Point {  // standard_layout: yes
    void draw() const;
    int x, y;
};
