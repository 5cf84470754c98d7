// podcheck: std=c++11..
struct Level {  // implicit_lifetime: no
    Level(int value);
    Level(const Level &other);
    int value;
};

// Near miss: an aggregate, whatever its members do.
struct Levels {  // implicit_lifetime: yes
    Level first;
};
