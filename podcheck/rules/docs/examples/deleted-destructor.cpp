// podcheck: std=c++11..
struct Immortal {  // trivially_destructible: no
    ~Immortal() = delete;
};

// Near miss: an object can be destroyed, though not copied.
struct Single {  // trivially_destructible: yes
    Single(const Single &) = delete;
};
