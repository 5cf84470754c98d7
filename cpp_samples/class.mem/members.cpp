// [class.mem]: kinds of members, and what they mean for the class.
// podcheck: std=c++11..c++26

struct Base { int n; };
struct Statics { static int s; static const int c = 1; int a; };
struct Types { typedef int type; using alias = int; enum E { e }; struct Nested { int a; }; int a; };
struct Functions { Functions& chain(); template<class T> void f(T); operator int() const; int a; };
struct Friends { friend struct Base; friend void f(Friends); int a; };
struct Using : Base { using Base::n; };
struct Mutable { mutable int a; };
struct Volatile { volatile int a; };
struct Pointers { int* p; Base* b; void (*f)(int); int Base::* m; int (Base::*g)(); };
struct Arrays { int a[2]; char b[2][3]; Base c[4]; };
struct Enums { enum class E : char { one } e; };
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Const { const int a; };  // expect[c++11..c++23]: trivial=no no-eligible-default-constructor; pod=no  // expect[c++26]: trivial=no; pod=no
struct Initialised { int a = 1; int b[2] = {1, 2}; };  // expect: trivial=no nontrivial-default-constructor; pod=no
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct LvalueReference { int& r; };  // expect: standard_layout=no reference-member; trivial=no; pod=no
struct NewAndDelete { static void* operator new(decltype(sizeof(0))); static void operator delete(void*); int a; };
struct Comparison { int a; bool operator==(const Comparison&) const; };
struct Recursive { Recursive* next; int a; };
