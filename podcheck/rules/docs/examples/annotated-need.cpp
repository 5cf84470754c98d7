// podcheck: std=c++11..
template<class T>
[[clang::annotate("podcheck:needs trivially_copyable")]] void save(const T &object);

struct Owner {
    ~Owner();
    char *text;
};
void store(const Owner &owner) {
    save(owner);  // finds: annotated-need
}

// Near miss: the class has the trait.
struct Point {
    int x, y;
};
void store(const Point &point) {
    save(point);
}
