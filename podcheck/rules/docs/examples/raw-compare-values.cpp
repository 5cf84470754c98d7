// podcheck: std=c++11..
#include <cstring>

struct Price {
    double euros;
};
bool same(const Price &left, const Price &right) {
    return memcmp(&left, &right, sizeof left) == 0;  // finds: raw-compare-values
}

// Near miss: equal numbers have equal bytes.
struct Cost {
    long long cents;
};
bool same(const Cost &left, const Cost &right) {
    return memcmp(&left, &right, sizeof left) == 0;
}
