// podcheck: std=c++11..
#include <type_traits>

struct Point {
    int x, y;
};
static_assert(std::is_pod<Point>::value, "");  // finds: pod-trait

// Near miss: the trait that a memcpy relies on.
static_assert(std::is_trivially_copyable<Point>::value, "");
