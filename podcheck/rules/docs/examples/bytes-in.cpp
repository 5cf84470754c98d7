// podcheck: std=c++11..
#include <cstdio>

struct Owner {
    ~Owner();
    char *text;
};
bool load(std::FILE *file, Owner &object) {
    return fread(&object, sizeof object, 1, file) == 1;  // finds: bytes-in
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
bool load(std::FILE *file, Point &object) {
    return fread(&object, sizeof object, 1, file) == 1;
}
