// podcheck: std=c++98..c++14
struct Point {
    int x, y;
};
struct Pixel : Point {  // aggregate: no
    int colour;
};

// Near miss: the base has become the first member.
struct Dot {  // aggregate: yes
    Point place;
    int colour;
};
