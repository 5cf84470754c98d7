// podcheck: std=c++11..
#include <cstring>

struct Counter {
    int value = 1;
};
void clear(Counter &counter) {
    memset(&counter, 0, sizeof counter);  // finds: raw-fill-skips-constructor
}

// Near miss: the member has no initializer.
struct Tally {
    int value;
};
void clear(Tally &tally) {
    memset(&tally, 0, sizeof tally);
}
