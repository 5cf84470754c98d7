// podcheck: std=c++11..
struct Name {  // trivial: no
    Name() = default;
    Name(const Name &other);
    char text[32];
};

// Near miss: the copy constructor is defaulted on its first declaration.
struct Label {  // trivial: yes
    Label() = default;
    Label(const Label &other) = default;
    char text[32];
};
