// podcheck: std=c++20..
#include <bit>

struct Owner {
    ~Owner();
    char *text;
};
auto number(const Owner &owner) {
    return std::bit_cast<unsigned long>(owner);  // finds: bit-cast-not-trivially-copyable
}

// Near miss: a pointer.
auto number(const Owner *owner) {
    return std::bit_cast<unsigned long>(owner);
}
