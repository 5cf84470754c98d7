// Bytes that are compared or hashed: what is padding, and values that have several representations.
// podcheck: std=c++20
#include <cstring>
#include <functional>
#include <string_view>

struct Point { int x; int y; };
struct Padded { char kind; int value; };
struct TailPadded { int value; char kind; };
struct Real { double value; };
struct Nested { Padded inner; Point at; };
struct Flags { unsigned a : 3; unsigned b : 4; };
struct Packed { char kind; int value; } __attribute__((packed));
// expect: any
struct Mixed { int a; private: int b; };
// expect: any
struct Shape { virtual ~Shape(); };

void f(const Point& a, const Point& b, const Padded& c, const Padded& d, const Real& r, const Real& s) {
  (void)!memcmp(&c, &d, sizeof c);                    // finds: raw-compare-padding
  (void)!std::memcmp((const char*)&c, &d, sizeof c);  // finds: raw-compare-padding
  (void)!__builtin_memcmp(&c, &d, sizeof(Padded));    // finds: raw-compare-padding
  (void)!memcmp(&r, &s, sizeof r);                    // finds: raw-compare-values
  (void)!memcmp(&a, &b, sizeof a);
  (void)!memcmp(&c, &d, 1);  // none of them is padding
  (void)!memcmp(&c, "text", 1);
}

bool behind(const Padded* header, const char* text, unsigned long length) {
  return memcmp(text, (const char*)(header + 1), length) == 0 ||      // the text that stands behind the header
         memcmp(text, header + 1, sizeof *header) == 0;               // finds: raw-compare-padding
}

void g(const Nested& a, const Nested& b, const Flags& c, const Flags& d, const Packed& e, const Packed& h,
       const TailPadded& t, const TailPadded& u, const Mixed& m, const Mixed& n, const Shape& s, const Shape& z) {
  (void)!memcmp(&a, &b, sizeof a);   // finds: raw-compare-padding
  (void)!memcmp(&c, &d, sizeof c);   // finds: raw-compare-padding
  (void)!memcmp(&e, &h, sizeof e);
  (void)!memcmp(&t, &u, sizeof t);   // finds: raw-compare-padding
  (void)!memcmp(&t, &u, 5);          // up to where the padding begins
  (void)!memcmp(&m, &n, sizeof m);
  (void)!memcmp(&s, &z, sizeof s);   // finds: raw-compare-values
}

unsigned long hashes(const Point& p, const Padded& c, const Real& r) {
  std::hash<std::string_view> hash;
  return hash(std::string_view(reinterpret_cast<const char*>(&c), sizeof c)) +  // finds: raw-hash-padding
         hash(std::string_view(reinterpret_cast<const char*>(&r), sizeof r)) +  // finds: raw-hash-values
         hash(std::string_view(reinterpret_cast<const char*>(&p), sizeof p));
}
