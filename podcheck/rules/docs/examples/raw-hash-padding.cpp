// podcheck: std=c++17..
#include <functional>
#include <string_view>

struct Packet {
    char kind;
    int length;
};
unsigned long hash(const Packet &packet) {
    std::hash<std::string_view> hash;
    return hash({reinterpret_cast<const char *>(&packet), sizeof packet});  // finds: raw-hash-padding
}

// Near miss: every byte belongs to a member.
struct Frame {
    int kind;
    int length;
};
unsigned long hash(const Frame &frame) {
    std::hash<std::string_view> hash;
    return hash({reinterpret_cast<const char *>(&frame), sizeof frame});
}
