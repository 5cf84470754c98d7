// podcheck: std=c++11..
void store(const char *bytes, unsigned long size);

struct Owner {
    ~Owner();
    char *text;
};
void store(const Owner &owner) {
    store(reinterpret_cast<const char *>(&owner), sizeof owner);  // finds: bytes-handed-over
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
void store(const Point &point) {
    store(reinterpret_cast<const char *>(&point), sizeof point);
}
