// podcheck: std=c++11..
struct Packet {  // has_unique_object_representations: no
    char kind;
    int length;
};

// Near miss: the padding has a name.
struct Frame {  // has_unique_object_representations: yes
    char kind;
    char zeros[3];
    int length;
};
