// podcheck: std=c++98..c++98
struct Point {  // pod: no
    Point &operator=(const Point &other);
    int x, y;
};

// Near miss: the implicit operator does the same.
struct Place {  // pod: yes
    int x, y;
};
