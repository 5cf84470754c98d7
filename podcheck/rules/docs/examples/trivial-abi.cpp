// podcheck: std=c++11..
struct [[clang::trivial_abi]] Handle {  // passed_in_registers with g++: no
    ~Handle();
    int number;
};

// Near miss: nothing that the attribute would have to make up for.
struct [[clang::trivial_abi]] Number {  // passed_in_registers with g++: yes
    int number;
};
