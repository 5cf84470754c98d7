// podcheck: std=c++11..
#include <cstring>

struct Low {
    int a;
};
struct Mid : Low {
    char b;
};
struct High : Mid {
    short c;  // lies in the padding of Mid
};
void set(High &to, const Mid &from) {
    memcpy(static_cast<Mid *>(&to), &from, sizeof(Mid));  // finds: raw-write-over-neighbour
}

// Near miss: what has no class around it.
void set(Mid &to, const Mid &from) {
    memcpy(&to, &from, sizeof(Mid));
}
