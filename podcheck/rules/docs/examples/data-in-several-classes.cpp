// podcheck: std=c++98..
struct Header {
    int length;
};
struct Message : Header {  // standard_layout: no
    char text[60];
};

// Near miss: the derived class adds functions only.
struct Checked : Header {  // standard_layout: yes
    bool valid() const;
};
