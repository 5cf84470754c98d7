// podcheck: std=c++11..
struct Counter {  // trivial: no
    int value = 0;
};

// Near miss: `Tally tally{};` gives zero all the same.
struct Tally {  // trivial: yes
    int value;
};
