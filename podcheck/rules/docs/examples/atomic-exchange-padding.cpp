// podcheck: std=c++11..c++17
#include <atomic>

struct Packet {
    Packet() noexcept = default;
    char kind;
    int length;
};
bool replace(std::atomic<Packet> &shared, Packet &old, Packet next) {
    return shared.compare_exchange_strong(old, next);  // finds: atomic-exchange-padding
}

// Near miss: every byte belongs to a member.
struct Frame {
    Frame() noexcept = default;
    int kind;
    int length;
};
bool replace(std::atomic<Frame> &shared, Frame &old, Frame next) {
    return shared.compare_exchange_strong(old, next);
}
