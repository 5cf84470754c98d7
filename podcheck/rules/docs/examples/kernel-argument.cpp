// podcheck: std=c++17..
struct Owner {
    ~Owner();
    char *text;
};
__attribute__((global)) void draw(Owner owner);  // finds: kernel-argument

// Near miss: a pointer.
__attribute__((global)) void show(const Owner *owner);
