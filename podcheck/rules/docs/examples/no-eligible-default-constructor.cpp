// podcheck: std=c++11..
struct Port {  // trivial: no
    Port(int number);
    int number;
};

// Near miss: the default constructor is there again.
struct Socket {  // trivial: yes
    Socket() = default;
    Socket(int number);
    int number;
};
