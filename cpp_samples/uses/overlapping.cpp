// Bytes that are written over the whole size of a base, or of a [[no_unique_address]] member, while a member of the
// class around it lies in its tail: [basic.types.general]/3 excludes potentially-overlapping subobjects.
// podcheck: std=c++11..
#include <cstddef>
#include <cstdio>
#include <cstring>

// expect: any
struct Low { int a; };
// expect: any
struct Mid : Low { char b; };
// expect: any
struct High : Mid { short c; };
// expect: any
struct Higher : High { char d; };

void f(High& h, const Mid& from, std::FILE* file, Higher& higher) {
  Mid& to = h;
  std::memcpy(&to, &from, sizeof(Mid));                     // finds: raw-write-over-neighbour
  std::memcpy(static_cast<Mid*>(&h), &from, sizeof from);   // finds: raw-write-over-neighbour
  Mid* const fixed = &h;
  std::memset(fixed, 0, sizeof *fixed);                     // finds: raw-write-over-neighbour
  fread(static_cast<Mid*>(&h), sizeof(Mid), 1, file);       // finds: raw-write-over-neighbour
  std::memcpy(static_cast<Mid*>(&higher), &from, sizeof(Mid));  // finds: raw-write-over-neighbour
}

// Near misses: nothing lies in the tail; the object is not known to be a base; fewer bytes; the bytes are only read.
// expect: any
struct Alone : Mid { int e; };
// expect: any
struct Member { Mid m; char z; };

void g(Alone& alone, Member& member, Mid& some, const Mid& from, High& h, void* out) {
  std::memcpy(static_cast<Mid*>(&alone), &from, sizeof(Mid));
  std::memcpy(&member.m, &from, sizeof(Mid));
  std::memcpy(&some, &from, sizeof(Mid));
  std::memcpy(static_cast<Mid*>(&h), &from, 5);
  std::memcpy(out, static_cast<Mid*>(&h), sizeof(Mid));
  static_cast<Mid&>(h) = from;
  Mid* moving = &h;
  moving = &some;
  std::memcpy(moving, &from, sizeof(Mid));
}
