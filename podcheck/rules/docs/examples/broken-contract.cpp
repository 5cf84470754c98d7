// podcheck: std=c++11..
// podcheck: require trivially_copyable
struct Owner {
    ~Owner();  // finds: broken-contract
    char *text;
};

// Near miss: the class has the trait.
// podcheck: require trivially_copyable
struct Span {
    char *text;
};
