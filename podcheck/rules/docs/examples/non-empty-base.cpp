// podcheck: std=c++98..
struct Point {
    int x, y;
};
struct Corner : Point {};  // empty: no

// Near miss: the base is empty too.
struct Tag {};
struct Marker : Tag {};  // empty: yes
