// podcheck: std=c++11..
int limit = 3;
auto within = [](int value) { return value < limit; };  // aggregate: no

// Near miss: a class that does the same.
struct Within {  // aggregate: yes
    bool operator()(int value) const { return value < limit; }
};
