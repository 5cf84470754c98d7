// podcheck: std=c++11..
struct Price {  // has_unique_object_representations: no
    double euros;
};

// Near miss: a count of the smallest unit.
struct Cost {  // has_unique_object_representations: yes
    long long cents;
};
