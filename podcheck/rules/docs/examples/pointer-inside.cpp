// podcheck: std=c++11..
#include <cstdio>

struct Node {
    Node *next;
    long value;
};
void save(std::FILE *file, const Node &object) {
    fwrite(&object, sizeof object, 1, file);  // finds: pointer-inside
}

// Near miss: an index in place of the pointer.
struct Entry {
    long next;
    long value;
};
void save(std::FILE *file, const Entry &object) {
    fwrite(&object, sizeof object, 1, file);
}
