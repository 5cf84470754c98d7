// podcheck: std=c++11..
struct Version {  // trivial: no
    const int number;
};

// Near miss: a static member has its value once and for all.
struct Release {  // trivial: yes
    static const int number = 1;
};
