// podcheck: std=c++17..
#include <functional>
#include <string_view>

struct Price {
    double euros;
};
unsigned long hash(const Price &price) {
    std::hash<std::string_view> hash;
    return hash({reinterpret_cast<const char *>(&price), sizeof price});  // finds: raw-hash-values
}

// Near miss: equal numbers have equal bytes.
struct Cost {
    long long cents;
};
unsigned long hash(const Cost &cost) {
    std::hash<std::string_view> hash;
    return hash({reinterpret_cast<const char *>(&cost), sizeof cost});
}
