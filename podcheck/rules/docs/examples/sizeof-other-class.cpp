// podcheck: std=c++11..
#include <cstring>

struct Point {
    int x, y;
};
struct Label {
    char text[100];
};
void clear(Point &point) {
    memset(&point, 0, sizeof(Label));  // finds: sizeof-other-class
}

// Near miss: the object's own size.
void reset(Point &point) {
    memset(&point, 0, sizeof point);
}
