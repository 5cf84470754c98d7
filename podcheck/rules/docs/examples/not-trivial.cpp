// podcheck: std=c++11..
struct Counter {  // pod: no
    int value = 0;
};

// Near miss: a function sets the value.
struct Tally {  // pod: yes
    void clear() { value = 0; }
    int value;
};
