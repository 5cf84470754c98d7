// podcheck: std=c++11..
// podcheck: require size == 8
struct Packet {  // finds: broken-layout-contract
    char kind;
    int length[2];
};

// Near miss: it has the size.
// podcheck: require size == 8
struct Frame {
    char kind;
    int length;
};
