// podcheck: std=c++11..
struct File {  // trivially_copyable: no
    ~File();
    int descriptor;
};

// Near miss: it names the file and does not own it.
struct FileView {  // trivially_copyable: yes
    ~FileView() = default;
    int descriptor;
};
