// podcheck: std=c++11..
struct Numbered {
    Numbered(int number);
};
struct Page : Numbered {};  // trivially_default_constructible: no

// Near miss: the base has a default constructor too.
struct Counted {
    Counted() = default;
    Counted(int number);
};
struct Sheet : Counted {};  // trivially_default_constructible: yes
