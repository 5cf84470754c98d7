// podcheck: std=c++11..
#include <cstdlib>

struct Owner {
    ~Owner();
    char *text;
};
Owner *grow(Owner *owners, unsigned long count) {
    return static_cast<Owner *>(realloc(owners, count * sizeof(Owner)));  // finds: raw-reallocate
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
Point *grow(Point *points, unsigned long count) {
    return static_cast<Point *>(realloc(points, count * sizeof(Point)));
}
