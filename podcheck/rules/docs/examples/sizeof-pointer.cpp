// podcheck: std=c++11..
#include <cstring>

struct Point {
    int x, y;
};
void clear(Point *point) {
    memset(point, 0, sizeof(point));  // finds: sizeof-pointer
}

// Near miss: the size of what it points to.
void reset(Point *point) {
    memset(point, 0, sizeof(*point));
}
