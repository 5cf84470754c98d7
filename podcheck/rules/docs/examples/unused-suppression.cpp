// podcheck: std=c++11..
// podcheck: require trivially_copyable
struct Point {
    int x, y;  // podcheck: ignore broken-contract
};  // finds above: unused-suppression

// Near miss: there is a finding on the line.
// podcheck: require trivially_copyable
struct Owner {
    ~Owner();  // podcheck: ignore broken-contract
    char *text;
};
