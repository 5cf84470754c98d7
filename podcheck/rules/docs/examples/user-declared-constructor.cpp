// podcheck: std=c++20..
struct Point {  // aggregate: no
    Point() = default;
    int x, y;
};

// Near miss: the same without saying so.
struct Place {  // aggregate: yes
    int x, y;
};
