// podcheck: std=c++11..
struct Owner {
    ~Owner();
    char *text;
};
extern "C" void take(Owner owner);  // finds: c-linkage-class

// Near miss: a pointer, whatever it points to.
extern "C" void borrow(const Owner *owner);
