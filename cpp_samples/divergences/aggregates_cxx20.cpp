// Aggregates: where the compilers part, or leave the standard.
// podcheck: std=c++20..c++26

namespace agg_constrained_ctor {
template<class T> struct S { S() requires (sizeof(T) == 1) = default; T a; };
struct U { S<int>* p; };
// expect S<int>: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs S<int>: trivial,pod g++<=14 clang++<=15 P0848R3
template struct S<int>;
static S<int>* named;
}  // namespace agg_constrained_ctor
