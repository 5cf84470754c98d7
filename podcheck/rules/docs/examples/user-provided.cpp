// podcheck: std=c++11..
struct Flag {  // trivial: no
    Flag() {}
    bool set;
};

// Near miss: `= default` on the first declaration is not user-provided.
struct Mark {  // trivial: yes
    Mark() = default;
    bool set;
};
