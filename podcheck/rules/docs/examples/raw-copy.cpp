// podcheck: std=c++11..
#include <cstring>

struct Owner {
    ~Owner();
    char *text;
};
void copy(Owner &to, const Owner &from) {
    memcpy(&to, &from, sizeof to);  // finds: raw-copy
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
void copy(Point &to, const Point &from) {
    memcpy(&to, &from, sizeof to);
}
