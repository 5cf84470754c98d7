// CWG2094: volatile members do not make copying non-trivial (CWG496 had said so for C++14).
// podcheck: std=c++11..c++26

struct Scalar { volatile int a; };
struct Array { volatile int a[2]; };
struct Pointer { int* volatile p; };
struct Nested { Scalar m; };
struct Base : Scalar {};
// A volatile member of class type is another matter: nothing copies it, so all copy functions are deleted.
struct Class { int a; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ CWG1734
struct VolatileClass { volatile Class m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct ConstVolatile { const volatile int a; };
