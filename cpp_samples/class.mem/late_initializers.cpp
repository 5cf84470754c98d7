// podcheck: std=c++11..c++26
// Default member initializers of a nested class are read at the end of the classes around it ([class.mem.general]/7).
// Until there compilers say that the class has no default constructor (CWG1397).

// expect Door<false>: trivial=no no-eligible-default-constructor; pod=no
template<bool Open> struct Door { Door(int); };
template<> struct Door<true> { };
// expect Held<Book::Page>: trivial=no no-eligible-default-constructor; pod=no
template<class T> struct Held : Door<__is_constructible(T)> { };

struct Book {
    struct Page { int number = 1; };  // expect: trivial=no nontrivial-default-constructor; pod=no
    struct Bound { Held<Page> page; };  // expect: trivial=no no-eligible-default-constructor; pod=no
};

struct Leaf { int number = 1; };  // expect: trivial=no nontrivial-default-constructor; pod=no
struct Tree {
    struct Branch { int number; Branch(); };  // expect: trivial=no nontrivial-default-constructor; pod=no
    struct Twig { int number; };
    struct A { Held<Leaf> leaf; };
    struct B { Held<Branch> branch; };
    struct C { Held<Twig> twig; };
};
