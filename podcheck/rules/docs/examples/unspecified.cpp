// podcheck: std=c++11..
auto less = [](int a, int b) { return a < b; };  // trivially_copyable: ?

// Near miss: a class that does the same.
struct Less {  // trivially_copyable: yes
    bool operator()(int a, int b) const { return a < b; }
};
