// podcheck: std=c++11..
struct Text {
    Text(const Text &other);
    Text &operator=(const Text &other);
    char *characters;
};
union Value {  // trivially_copyable: no
    int number;
    Text text;
};

// Near miss: every member is copied by its bytes.
union Field {  // trivially_copyable: yes
    int number;
    char text[8];
};
