// podcheck: std=c++11..
#include <cstring>

struct Owner {
    ~Owner();
    char *text;
};
void clear(Owner &owner) {
    memset(&owner, 0, sizeof owner);  // finds: raw-fill
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
void clear(Point &point) {
    memset(&point, 0, sizeof point);
}
