// podcheck: std=c++11..
struct Text {
    Text(const Text &other);
    char *characters;
};
struct Person {  // trivially_copyable: no
    Text name;
};

// Near miss: the characters are part of the object.
struct Citizen {  // trivially_copyable: yes
    char name[32];
};
