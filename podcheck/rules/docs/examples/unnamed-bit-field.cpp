// podcheck: std=c++98..
struct Reserved {  // empty: no
    int : 4;
};

// Near miss: of width zero it takes no bits.
struct Divider {  // empty: yes
    int : 0;
};
