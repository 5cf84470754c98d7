// podcheck: std=c++98..c++98
struct Point {  // pod: no
    ~Point() {}
    int x, y;
};

// Near miss: no destructor is declared.
struct Place {  // pod: yes
    int x, y;
};
