// podcheck: std=c++20..
template<bool Open> struct Slot {
    Slot() requires Open = default;
};
using Closed = Slot<false>;  // trivial: no

// Near miss: the constraint is satisfied.
using Opened = Slot<true>;  // trivial: yes
