// podcheck: std=c++11..
#include <cstdio>

struct Node {
    Node *next;
    long value;
};
bool load(std::FILE *file, Node &object) {
    return fread(&object, sizeof object, 1, file) == 1;  // finds: bytes-in-pointer
}

// Near miss: an index in place of the pointer.
struct Entry {
    long next;
    long value;
};
bool load(std::FILE *file, Entry &object) {
    return fread(&object, sizeof object, 1, file) == 1;
}
