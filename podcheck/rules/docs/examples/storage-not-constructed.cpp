// podcheck: std=c++11..
#include <cstdlib>

struct Owner {
    Owner();
    ~Owner();
    char *text;
};
char *text() {
    Owner *owner = static_cast<Owner *>(std::malloc(sizeof(Owner)));
    return owner->text;  // finds: storage-not-constructed
}

// Near miss: a struct whose objects begin by themselves in such storage.
struct Point {
    int x, y;
};
int first() {
    Point *point = static_cast<Point *>(std::malloc(sizeof(Point)));
    return point->x = 1;
}
