// podcheck: std=c++98..
class Point {  // aggregate: no
    int x, y;
};

// Near miss: a static member is no part of an object.
class Place {  // aggregate: yes
    static int count;
public:
    int x, y;
};
