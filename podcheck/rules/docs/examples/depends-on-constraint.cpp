// podcheck: std=c++20..
template<bool Open> struct Slot {  // trivial: ?
    Slot() requires Open = default;
};

// Near miss: an instance, of which the constraint is decided.
using Opened = Slot<true>;  // trivial: yes
