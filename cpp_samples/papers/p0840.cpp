// P0840R2 (C++20): [[no_unique_address]] members of empty class have no size, belong to M(S) wherever they stand, and leave
// a class empty. g++ and clang++ honour the attribute from C++11 on.
// podcheck: std=c++11..c++26

struct E {};
struct F {};
// expect: empty=no data-member
struct Plain { E e; int i; };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct Empty { [[no_unique_address]] E e; int i; };
struct OnlyEmpty { [[no_unique_address]] E e; };  // expect: empty=yes; has_unique_object_representations=no
struct OnlyPlain { E e; };  // expect: empty=no data-member
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout; has_unique_object_representations=no padding
// differs: standard_layout,pod g++ P0840R2
struct BaseIsLater : E { int i; [[no_unique_address]] E e; };
struct LaterPlain : E { int i; E e; };
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct OtherEmpty : E { int i; [[no_unique_address]] F f; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct BaseIsFirst : E { [[no_unique_address]] E e; int i; };
struct Holder { [[no_unique_address]] E e; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ P0840R2
struct InMember : E { Holder h; };
