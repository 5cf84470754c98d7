// Bytes that are copied, set, moved or exchanged: [basic.types.general]/3 has them mean something for trivially
// copyable classes alone.
// podcheck: std=c++11
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <strings.h>

struct Point { int x; int y; };
// expect: any
struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };
// expect: any
struct Counted { int count = 1; };
// expect: any
struct Shape { virtual double area() const; double size; };
// expect: any
struct WithConst { explicit WithConst(int i) : id(i) {} const int id; int value; };
struct Line { Point from; Point to; };
// expect: any
struct Tree { Owner root; Point at; };

namespace copies {

void f(Owner* a, const Owner* b, Point* p, const Point* q, Tree& t, unsigned char* bytes, unsigned long n) {
  memcpy(a, b, sizeof(Owner));                        // finds: raw-copy
  std::memcpy(static_cast<void*>(a), b, sizeof *a);   // finds: raw-copy
  memmove((char*)a, (const char*)b, sizeof(Owner));   // finds: raw-copy
  memcpy(bytes, b, sizeof *b);                        // finds: raw-copy
  memcpy(&t, bytes, sizeof t);                        // finds: raw-copy
  memcpy(&t.root, bytes, sizeof t.root);              // finds: raw-copy
  bcopy(b, a, sizeof(Owner));                         // finds: raw-copy
  __builtin_memcpy(a, b, sizeof(Owner));              // finds: raw-copy
  mempcpy(a, b, sizeof(Owner));                       // finds: raw-copy
  std::copy_n(reinterpret_cast<const char*>(b), sizeof *b, reinterpret_cast<char*>(a));  // finds: raw-copy
  a = static_cast<Owner*>(realloc(a, n * sizeof(Owner)));  // finds: raw-reallocate
  qsort(a, n, sizeof *a, nullptr);                    // finds: raw-sort
  // The same with a class that may be copied so.
  memcpy(p, q, sizeof(Point));
  std::memcpy(static_cast<void*>(p), q, sizeof *p);
  memcpy(&t.at, bytes, sizeof t.at);
  bcopy(q, p, sizeof(Point));
  std::copy_n(b, 1, a);  // element by element
  p = static_cast<Point*>(realloc(p, n * sizeof(Point)));
  qsort(p, n, sizeof *p, nullptr);
  // No object of the class is touched.
  memcpy(a, b, 0);
  memcpy(a->text, b->text, n);
  memcpy(&a, &b, sizeof(a));  // the pointers themselves
  // What stands behind an object need not be another one.
  memcpy(a + 1, bytes, n);
  memcpy((char*)&a[1], bytes, n);
  memcpy(a + 1, bytes, n * sizeof *a);  // finds: raw-copy
}

typedef Owner Alias;
void typedefs(Alias (&a)[3], const Alias (&b)[3], Line (&l)[2], const Line (&m)[2]) {
  memcpy(a, b, sizeof a);    // finds: raw-copy
  memcpy(&a[1], b, sizeof *b);  // finds: raw-copy
  memcpy(l, m, sizeof l);
}

}  // namespace copies

namespace fills {

// expect: any
struct InConstructor { InConstructor() { memset(this, 0, sizeof *this); } int a; Point p; };
// expect: any
struct WithOwner { WithOwner() { memset(this, 0, sizeof *this); } Owner o; };  // finds: raw-fill
// expect: any
struct Virtual { Virtual() { memset(this, 0, sizeof *this); } virtual ~Virtual(); };  // finds: raw-fill

void f(Owner& o, Shape& s, Counted& c, WithConst& w, Point& p, Line& l) {
  memset(&o, 0, sizeof o);           // finds: raw-fill
  memset((void*)&s, 0, sizeof s);    // finds: raw-fill
  bzero(&o, sizeof(Owner));          // finds: raw-fill
  memset(&c, 0, sizeof c);           // finds: raw-fill-skips-constructor
  memset((void*)&w, 0, sizeof w);    // finds: raw-write-over-const, raw-fill-skips-constructor
  memset(&p, 0, sizeof p);
  memset(&l.from, 0, sizeof l.from);
  bzero(&l, sizeof l);
}

// Constructors that are written, and do nothing.
// expect: any
struct Written { Written() {} Written(int i) : x(i) {} int x; };
// expect: any
struct Behind { Behind(); int x; };
inline Behind::Behind() { /* nothing */ }
// expect: any
struct HoldsWritten { Written first[2]; int more; };
// expect: any
struct Elsewhere { Elsewhere(); int x; };
// expect: any
struct HoldsCounted { HoldsCounted() {} Counted c; };
// expect: any
struct FromNumber { FromNumber(int); int x; };

void skipped(Written& w, Behind& b, HoldsWritten& h, Elsewhere& e, HoldsCounted& c, FromNumber& n) {
  memset((void*)&w, 0, sizeof w);
  memset((void*)&b, 0, sizeof b);
  memset((void*)&h, 0, sizeof h);
  memset((void*)&e, 0, sizeof e);  // finds: raw-fill-skips-constructor
  memset((void*)&c, 0, sizeof c);  // finds: raw-fill-skips-constructor
  memset((void*)&n, 0, sizeof n);  // finds: raw-fill-skips-constructor
}

void after(Owner* o, Shape* s, Shape* again) {
  o->~Owner();
  memset((void*)o, 0, sizeof *o);  // there is no object any more
  s->~Shape();
  again->~Shape();
  new (again) Shape;
  memset((void*)again, 0, sizeof *again);  // finds: raw-fill
}

}  // namespace fills

namespace sizes {

struct Other { char text[100]; };

void f(Point* p, Other& o, Point& q, Line& l) {
  memset(p, 0, sizeof(p));        // finds: sizeof-pointer
  memset(&q, 0, sizeof(Other));   // finds: sizeof-other-class
  memcpy(&q, &o, sizeof(Other));  // finds: sizeof-other-class
  memcpy(&o, &q, sizeof(Other));  // finds: sizeof-other-class
  memcpy(&o, &q, sizeof(Point));
  memcpy(&o, p, sizeof(Other));   // nobody knows what is behind *p
  memset(p, 0, sizeof(*p));
  memset(&l, 0, sizeof(Point));   // its first member
}

}  // namespace sizes


namespace fronts {

// expect: any
struct Part { int x; const int fixed; explicit Part(int i) : x(i), fixed(i) {} };
// expect: any
struct Drawn { virtual void draw(); Part part; };
// expect: any
struct Whole : Part, Drawn { Whole(); };  // Drawn, with its own Part, stands before the base Part

void f(Whole* w) {
  memset((void*)w, 0, 18);  // finds: raw-write-over-const, raw-fill
  memset((void*)w, 0, 12);  // finds: raw-fill
}

}  // namespace fronts
