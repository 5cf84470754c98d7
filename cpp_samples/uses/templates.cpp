// What a template does shows in each of its instances; a branch that is never taken says nothing.
// podcheck: std=c++17
#include <cstring>
#include <type_traits>

struct Point { int x; int y; };
// expect: any
struct Owner { Owner() = default; Owner(const Owner&); ~Owner(); char* text; };

template<class T> void guarded(T* to, const T* from) {
  if constexpr (std::is_trivially_copyable_v<T>) memcpy(to, from, sizeof(T));
  else *to = *from;
}

template<class T> void guarded_at_run_time(T* to, const T* from) {
  if (std::is_trivially_copyable<T>::value) {
    memcpy((void*)to, from, sizeof(T));
  } else {
    *to = *from;
  }
}

template<class T> void guarded_by_operators(T* to, const T* from) {
  constexpr bool plain = std::is_trivially_copyable<T>::value;
  if (plain && memcpy((void*)to, from, sizeof(T))) return;
  plain ? (void)memcpy((void*)to, from, sizeof(T)) : (void)(*to = *from);
  (void)(!plain || memcpy((void*)to, from, sizeof(T)));
}

enum class Kind { plain, owner };

template<class T> void told_at_run_time(T* to, const T* from, Kind kind) {
  if (kind == Kind::owner) {
    *(Owner*)to = *(const Owner*)from;
  } else {
    memcpy((void*)to, from, sizeof(T));
  }
}

template<class T> void told_of_others(T* to, const T* from, Kind kind) {
  if (kind == Kind::owner) {
    *(Point*)to = *(const Point*)from;
  } else {
    memcpy((void*)to, from, sizeof(T));  // finds: raw-copy
  }
}

template<class T> void told_before(T* to, const T* from, Kind kind) {
  if (kind == Kind::owner) *(Owner*)to = *(const Owner*)from;
  memcpy((void*)to, from, sizeof(T));  // finds: raw-copy
}

template<class T> void unguarded(T* to, const T* from) {
  memcpy((void*)to, from, sizeof(T));  // finds: raw-copy
}

template<class T> void never_with_owners(T* to, const T* from) { memcpy((void*)to, from, sizeof(T)); }

template<class T> void copy_bytes(T* to, const T* from, std::true_type) { memcpy((void*)to, from, sizeof(T)); }
template<class T> void copy_bytes(T* to, const T* from, std::false_type) { *to = *from; }

// expect template: any
// expect Array<Point>: any
// expect Array<Owner>: any
template<class T> struct Array {
  T* data;
  void clear() { memset((void*)data, 0, sizeof(T)); }  // finds: raw-fill
  void never() { memset((void*)data, 0, sizeof(T)); }
};

inline void use(Point* p, const Point* q, Owner* a, const Owner* b, Array<Point>& points, Array<Owner>& owners) {
  guarded(p, q);
  guarded(a, b);
  guarded_at_run_time(p, q);
  guarded_at_run_time(a, b);
  guarded_by_operators(p, q);
  guarded_by_operators(a, b);
  told_at_run_time(p, q, Kind::plain);
  told_at_run_time(a, b, Kind::owner);
  told_of_others(a, b, Kind::owner);
  told_before(a, b, Kind::owner);
  unguarded(p, q);
  unguarded(a, b);
  never_with_owners(p, q);
  copy_bytes(p, q, std::is_trivially_copyable<Point>());
  copy_bytes(a, b, std::is_trivially_copyable<Owner>());
  points.clear();
  points.never();
  owners.clear();
}

template<class T> inline void outer(T* to, const T* from) { unguarded(to, from); }
inline void through_another(Owner* a, const Owner* b) { outer(a, b); }
