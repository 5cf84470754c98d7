// podcheck: std=c++11..
#include <cstring>

struct Packet {
    char kind;
    int length;
};
bool same(const Packet &left, const Packet &right) {
    return memcmp(&left, &right, sizeof left) == 0;  // finds: padding-inside
}

// Near miss: every byte belongs to a member.
struct Frame {
    int kind;
    int length;
};
bool same(const Frame &left, const Frame &right) {
    return memcmp(&left, &right, sizeof left) == 0;
}
