// podcheck: std=c++11..
struct Level {  // implicit_lifetime: no
    Level(int value);
    Level(const Level &other);
    int value;
};

// Near miss: the copy constructor is trivial, which is enough.
struct Grade {  // implicit_lifetime: yes
    Grade(int value);
    Grade(const Grade &other) = default;
    int value;
};
