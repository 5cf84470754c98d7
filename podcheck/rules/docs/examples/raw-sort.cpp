// podcheck: std=c++11..
#include <cstdlib>

int compare(const void *left, const void *right);
struct Owner {
    ~Owner();
    char *text;
};
void sort(Owner *owners, unsigned long count) {
    qsort(owners, count, sizeof *owners, compare);  // finds: raw-sort
}

// Near miss: a struct that is no more than its bytes.
struct Point {
    int x, y;
};
void sort(Point *points, unsigned long count) {
    qsort(points, count, sizeof *points, compare);
}
