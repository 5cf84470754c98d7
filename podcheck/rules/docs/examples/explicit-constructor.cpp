// podcheck: std=c++11..c++17
struct Point {  // aggregate: no
    explicit Point() = default;
    int x, y;
};

// Near miss: defaulted, and not explicit.
struct Place {  // aggregate: yes
    Place() = default;
    int x, y;
};
