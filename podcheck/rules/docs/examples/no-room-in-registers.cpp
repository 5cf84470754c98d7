// podcheck: std=c++11..
struct Matrix {  // passed_in_registers: no
    long a, b, c;
};

// Near miss: sixteen bytes go in two registers.
struct Point {  // passed_in_registers: yes
    long x, y;
};
