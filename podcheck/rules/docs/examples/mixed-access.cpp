// podcheck: std=c++98..
struct Sample {  // standard_layout: no
    int time;
private:
    int value;
};

// Near miss: all members are private, so that there is one access.
class Reading {  // standard_layout: yes
    int time;
    int value;
};
