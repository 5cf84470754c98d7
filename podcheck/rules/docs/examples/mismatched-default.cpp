// podcheck: std=c++20..
struct Sensor {  // trivially_copy_constructible: no
    Sensor(const volatile Sensor &) = default;
};

// Near miss: the parameter that the implicit one would have.
struct Meter {  // trivially_copy_constructible: yes
    Meter(const Meter &) = default;
};
