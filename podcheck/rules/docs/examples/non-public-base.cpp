// podcheck: std=c++17..
struct Point {
    int x, y;
};
struct Pixel : private Point {  // aggregate: no
    int colour;
};

// Near miss: the base of a struct is public where nothing else is said.
struct Dot : Point {  // aggregate: yes
    int colour;
};
