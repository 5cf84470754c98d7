// podcheck: std=c++11..
template<bool Known> struct Door { Door(int); };
template<> struct Door<true> { };
template<class T> struct Slot : Door<__is_constructible(T)> { };
struct Book {
    struct Page { int number = 1; };
    struct Mark {  // trivially_default_constructible: no
        Slot<Page> page;
    };
};

// Near miss: the class with the initializer is complete.
struct Leaf { int number = 1; };
struct Tree {
    struct Twig {  // trivially_default_constructible: yes
        Slot<Leaf> leaf;
    };
};
