// podcheck: std=c++11..c++17
struct Point {  // aggregate: no
    Point() {}
    int x, y;
};

// Near miss: defaulted on the first declaration.
struct Place {  // aggregate: yes
    Place() = default;
    int x, y;
};
