// podcheck: std=c++11..
#include <atomic>

struct Owner {
    Owner() = default;
    Owner(const Owner &other);
    char *text;
};
std::atomic<Owner> shared;  // finds: atomic-not-trivially-copyable

// Near miss: a pointer to it.
std::atomic<Owner *> pointer;
