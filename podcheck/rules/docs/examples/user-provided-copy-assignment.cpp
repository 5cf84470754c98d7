// podcheck: std=c++11..
struct Point {  // pod_for_layout: no
    Point &operator=(const Point &other);
    int x;
    char label;
};

// Near miss: defaulted on its first declaration.
struct Place {  // pod_for_layout: yes
    Place &operator=(const Place &other) = default;
    int x;
    char label;
};
