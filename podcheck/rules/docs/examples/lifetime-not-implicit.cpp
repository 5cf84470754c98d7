// podcheck: std=c++23..
namespace std {
template<class T> T *start_lifetime_as(void *) noexcept;  // of <memory>, where it has it
}
struct Owner {
    Owner(const char *text);
    Owner(const Owner &other);
    ~Owner();
    char *text;
};
Owner *begin(void *storage) {
    return std::start_lifetime_as<Owner>(storage);  // finds: lifetime-not-implicit
}

// Near miss: an aggregate.
struct Point {
    int x, y;
};
Point *place(void *storage) {
    return std::start_lifetime_as<Point>(storage);
}
