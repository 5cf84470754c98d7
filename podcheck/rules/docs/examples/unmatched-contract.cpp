// podcheck: std=c++11..
// podcheck: require trivially_copyable
int count;  // finds above: unmatched-contract

// Near miss: the comment stands right above a class.
// podcheck: require trivially_copyable
struct Span {
    char *text;
};
