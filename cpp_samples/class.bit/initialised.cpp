// [class.bit]/1: since C++20 (P0683R1) a bit-field may have a default member initializer.
// podcheck: std=c++20..c++26

struct None { int a : 3; int b : 5; };
struct Equals { int a : 3 = 1; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Braces { int a : 3 {1}; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct OneOfTwo { int a : 3, b : 5 = 2; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Width { int a : (1 < 2 ? 3 : 4); };
