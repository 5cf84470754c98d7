// What the language, the library and annotations ask of a class by name.
// podcheck: std=c++20
#include <atomic>
#include <cstddef>
#include <cstring>
#include <type_traits>

struct Point { int x; int y; };
// expect: standard_layout=no mixed-access; pod=no
struct Mixed { int a; private: int b; };
// expect: any
struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };
// expect: any
struct Padded { Padded() noexcept = default; char kind; int value; };

unsigned long offsets() {
  return offsetof(Mixed, a) +  // finds: offsetof-not-standard-layout
         __builtin_offsetof(Mixed, a) +  // finds: offsetof-not-standard-layout
         offsetof(Point, y);
}

extern "C" {
Owner make_owner();           // finds: c-linkage-class
void take_mixed(Mixed m);     // finds: c-linkage-class
void take_point(Point p);
void take_owner(const Owner* o);
typedef Owner maker(Mixed m);
maker make_by_typedef;        // finds: c-linkage-class
typedef int taker(Point p);
taker take_by_typedef;
}
extern "C" Owner make_another();  // finds: c-linkage-class
extern "C++" Owner make_third();

namespace pod_traits {

template<class T> void copy(T* to, const T* from) {
  static_assert(std::is_pod<T>::value, "");  // finds: pod-trait
  memcpy(to, from, sizeof(T));
}
constexpr bool asked = std::is_pod<Point>::value;  // finds: pod-trait
constexpr bool other = std::is_trivially_copyable<Point>::value;
constexpr bool is_pod = false;

}  // namespace pod_traits

namespace annotations {

template<class T> [[clang::annotate("podcheck:needs trivially_copyable")]] void save(const T& object);
template<class T> void load([[clang::annotate("podcheck:needs trivially_copyable, standard_layout")]] T* object, int);
[[clang::annotate("podcheck:needs standard_layout")]] void show(const Mixed& m, int);
[[clang::annotate("podcheck:needs standard_layout")]] void show(const Point& p, int);
// expect template: any
// expect Ring<Owner>: any
// expect Ring<Point>: any
template<class T> struct [[clang::annotate("podcheck:needs trivially_copyable")]] Ring { T* first; };

void f(const Owner& o, Owner* p, Mixed* m, const Point& q, Point* r) {
  save(o);      // finds: annotated-need
  load(p, 1);   // finds: annotated-need
  load(m, 1);   // finds: annotated-need
  show(*m, 1);  // finds: annotated-need
  save(q);
  load(r, 1);
  show(q, 1);
  Ring<Owner> owners;  // finds: annotated-need
  Ring<Point> points;
  (void)owners; (void)points;
}

}  // namespace annotations
