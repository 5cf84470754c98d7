// podcheck: std=c++11..
#include <cstddef>

class Mixed {
public:
    int first;
    static unsigned long offset();
private:
    int second;
};
unsigned long Mixed::offset() {
    return offsetof(Mixed, second);  // finds: offsetof-not-standard-layout
}

// Near miss: all members have the same access.
struct Plain {
    int first;
    int second;
};
unsigned long offset() {
    return offsetof(Plain, second);
}
