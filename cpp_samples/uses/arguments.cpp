// What leads to an object: containers, smart pointers, macros, pointers to functions.
// podcheck: std=c++20
#include <cstring>
#include <memory>
#include <vector>

struct Point { int x; int y; };
// expect: any
struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };

#define COPY(to, from) memcpy(&(to), &(from), sizeof(to))

void containers(std::vector<Owner>& owners, std::vector<Point>& points, std::unique_ptr<Owner>& one, const char* bytes) {
  memcpy(owners.data(), bytes, sizeof(Owner));                            // finds: raw-copy
  memmove(&owners[0], &owners[1], owners.size() * sizeof owners[0]);      // finds: raw-copy
  memset(static_cast<void*>(std::addressof(owners[0])), 0, sizeof(Owner));  // finds: raw-fill
  memcpy(one.get(), bytes, sizeof(Owner));                                // finds: raw-copy
  memset(&owners, 0, sizeof owners);                                      // finds: raw-fill
  memcpy(points.data(), bytes, points.size() * sizeof(Point));
  memcpy(&points[0], bytes, sizeof points[0]);
}

void others(Owner& a, Owner& b, Point& p, Point& q) {
  COPY(a, b);                                          // finds: raw-copy
  COPY(p, q);
  void* (*copy)(void*, const void*, unsigned long) = memcpy;
  copy(&p, &q, sizeof p);
}
