// podcheck: std=c++11..c++23
union Fixed {  // trivially_default_constructible: no
    const int number;
    const char letter;
};

// Near miss: one member is not const.
union Loose {  // trivially_default_constructible: yes
    const int number;
    char letter;
};
