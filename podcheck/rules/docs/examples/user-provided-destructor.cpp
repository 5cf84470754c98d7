// podcheck: std=c++11..
struct File {  // implicit_lifetime: no
    int descriptor;
    ~File() {}
};

// Near miss: the destructor is defaulted on its first declaration.
struct FileView {  // implicit_lifetime: yes
    int descriptor;
    ~FileView() = default;
};
