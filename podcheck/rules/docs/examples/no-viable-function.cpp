// podcheck: std=c++11..
struct Numbered {
    Numbered(int number);
};
struct Page {  // trivially_default_constructible: no
    Numbered number;
};

// Near miss: the member's class has a default constructor too.
struct Counted {
    Counted() = default;
    Counted(int number);
};
struct Sheet {  // trivially_default_constructible: yes
    Counted number;
};
