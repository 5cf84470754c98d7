// podcheck: std=c++11..
#include <cstring>

struct Named {
    const int number;
    int value;
};
void copy(Named &to, const Named &from) {
    memcpy((void *)&to, &from, sizeof to);  // finds: raw-write-over-const
}

// Near miss: the number is not const.
struct Counted {
    int number;
    int value;
};
void copy(Counted &to, const Counted &from) {
    memcpy(&to, &from, sizeof to);
}
