// podcheck: std=c++11..
#include <cstdio>

struct Owner {
    ~Owner();
    char *text;
};
const char *text(std::FILE *file) {
    char buffer[64];
    if (fread(buffer, sizeof buffer, 1, file) != 1) return nullptr;
    return reinterpret_cast<Owner *>(buffer)->text;  // finds: bytes-viewed
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
int first(std::FILE *file) {
    alignas(Point) char buffer[64];
    if (fread(buffer, sizeof buffer, 1, file) != 1) return 0;
    return reinterpret_cast<Point *>(buffer)->x;
}
