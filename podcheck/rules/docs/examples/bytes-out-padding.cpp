// podcheck: std=c++11..
#include <cstdio>

struct Packet {
    char kind;
    int length;
};
void save(std::FILE *file, int length) {
    Packet packet;
    packet.kind = 1;
    packet.length = length;
    fwrite(&packet, sizeof packet, 1, file);  // finds: bytes-out-padding
}

// Near miss: every byte belongs to a member.
struct Frame {
    int kind;
    int length;
};
void save(std::FILE *file, const Frame &object) {
    fwrite(&object, sizeof object, 1, file);
}
