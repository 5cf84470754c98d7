// podcheck: std=c++11..
#include <cstdio>

struct Named {
    const int number;
    int value;
};
bool load(std::FILE *file, Named &object) {
    return fread(&object, sizeof object, 1, file) == 1;  // finds: const-inside
}

// Near miss: the number is not const.
struct Counted {
    int number;
    int value;
};
bool load(std::FILE *file, Counted &object) {
    return fread(&object, sizeof object, 1, file) == 1;
}
