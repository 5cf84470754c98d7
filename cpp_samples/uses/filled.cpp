// Bytes that are set to zero over a class whose constructor sets zeros, or in a function that its constructor calls:
// no value is lost.
// podcheck: std=c++11..
#include <cstddef>
#include <cstring>

// expect: any
struct Cleared {
  Cleared() { clear(); }
  void clear() { memset(this, 0, sizeof *this); }
  int id; char name[12];
};
// expect: any
struct Set { int a; double d; void* p; Set() : a(0), d(0.0) { p = nullptr; } };
// expect: any
struct Itself { int a; Itself() { std::memset(this, 0, sizeof(Itself)); } };
// expect: any
struct Initialized { int a = 0; char *p = nullptr; bool b{}; char c = '\0'; };
// expect: any
struct Outside { int a; Outside(); };
inline Outside::Outside() : a{0} {}
// expect: any
struct Holder { Set set; Initialized more; Holder() {} };

// expect: any
struct Defaults { float x, y; int at[2]; Defaults(float x = 0, float y = 0.0f, int i = 0) : x(x), y(y) { at[0] = i; } };
// expect: any
struct DefaultsOutside { void* p; DefaultsOutside(void* given = nullptr); };
inline DefaultsOutside::DefaultsOutside(void* pointer) : p(pointer) {}

struct Pair { int a; double b; };
// expect: any
struct Loops {
  Pair pair; float row[2][3]; char text[4]; int more;
  Loops() {
    pair.a = 0;
    pair.b = more = 0;
    for (int i = 0; i < 2; i++) for (int j = 0; j < 3; ++j) row[i][j] = 0.0f;
    for (unsigned i = 0; i < sizeof text; i++) { text[i] = 0; }
  }
};
// expect template: any
// expect Start<int>: any
template<class T> struct Start { T value; Start() : value() {} };
// expect: any
struct Derived : Start<int> { int b; Derived() : Start<int>(), b(0) {} };

// expect template: any
// expect Three<unsigned int>: any
template<class T> struct Three { T x, y, z; Three() : x(T()), y(T{}), z() {} };
// expect: any
struct Measured { Three<unsigned> size; int* at; };

void values(Measured& m) { memset(&m, 0, sizeof m); }

void loops(Loops& l, Derived& d) {
  memset(&l, 0, sizeof l);
  memset(&d, 0, sizeof d);
}

void d(Defaults& d, DefaultsOutside& o) {
  memset(&d, 0, sizeof d);
  memset(&o, 0, sizeof o);
}

void f(Cleared& c, Set& s, Itself& i, Initialized& n, Outside& o, Holder& h) {
  memset(&c, 0, sizeof c);
  memset(&s, 0, sizeof s);
  memset(&i, 0, sizeof i);
  memset(&n, 0, sizeof n);
  memset(&o, 0, sizeof o);
  memset(&h, 0, sizeof h);
}

// Near misses: another value, another byte, a function that no constructor calls.
// expect: any
struct Server { int address = 0; int port = 80; };
// expect: any
struct Later { int a; Later() : a(0) { a = 5; } };
// expect: any
struct Reset { int a; Reset() { a = 3; } void reset() {
  memset(this, 0, sizeof *this);  // finds: raw-fill-skips-constructor
} };

// expect: any
struct Given { float x, y; Given(float x = 0, float y = 1) : x(x), y(y) {} };
// expect: any
struct Changed { int x; Changed(int x = 0) : x(x + 1) {} };

// expect: any
struct One { int x = 1; };
// expect template: any
// expect Held<One>: any
template<class T> struct Held { T x; Held() : x(T()) {} };
// expect: any
struct HoldsOne { Held<One> held; };

void values(HoldsOne& h) { memset(&h, 0, sizeof h); }  // finds: raw-fill-skips-constructor

// expect: any
struct Numbered { int row[4]; Numbered() { for (int i = 0; i < 4; i++) row[i] = i; } };
// expect: any
struct Last { int row[4]; Last() { for (int i = 0; i < 4; i++) { row[i] = 0; } row[3] = 1; } };

void loops(Numbered& n, Last& l) {
  memset(&n, 0, sizeof n);  // finds: raw-fill-skips-constructor
  memset(&l, 0, sizeof l);  // finds: raw-fill-skips-constructor
}

void e(Given& v, Changed& c) {
  memset(&v, 0, sizeof v);  // finds: raw-fill-skips-constructor
  memset(&c, 0, sizeof c);  // finds: raw-fill-skips-constructor
}

void g(Server& v, Later& l, Set& s) {
  memset(&v, 0, sizeof v);     // finds: raw-fill-skips-constructor
  memset(&l, 0, sizeof l);     // finds: raw-fill-skips-constructor
  memset(&s, 0xff, sizeof s);  // finds: raw-fill-skips-constructor
}
