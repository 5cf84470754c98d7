// Further classes: where the compilers part, or leave the standard.
// podcheck: std=c++20..c++26

namespace x_p0848_move_pair {
// expect S<int>: has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> struct S { T a; S() = default; S(const S&) = default; S(S&&) requires (sizeof(T) == 4) = default; S(S&&) { } S& operator=(const S&) = default; };
// differs: has_unique_object_representations clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace x_p0848_move_pair

namespace x_p0848_assign_unsatisfied_only {
// llvm #63352
// expect S<int>: trivial=no no-eligible-default-constructor; pod=no not-trivial; has_unique_object_representations=yes
// differs S<int>: trivially_copyable,has_unique_object_representations clang++>=16 llvm#63352
template<class T> struct S { T a; S(const S&) = default; S(S&&) = default; S& operator=(const S&) requires (sizeof(T) == 1) = default; ~S() = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivially_copyable,has_unique_object_representations clang++<=15 P0848R3
// differs: trivially_copyable,has_unique_object_representations clang++>=16 llvm#63352
struct U { S<int> s; };
static S<int>* named;
}  // namespace x_p0848_assign_unsatisfied_only

namespace x_p0848_default_template_param_requires {
// expect: trivial=unknown unspecified; pod=unknown not-trivial
struct S { template<class T = int> requires (sizeof(T) == 4) S(T = 0); S() = default; int a; };
}  // namespace x_p0848_default_template_param_requires

namespace x_p0848_three_dtors {
// expect S<int>: trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_destructible=yes; has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<class T> concept A = sizeof(T) >= 1; template<class T> concept B = A<T> && sizeof(T) >= 2; template<class T> concept C = B<T> && sizeof(T) >= 8; template<class T> struct S { T a; ~S() requires A<T> { } ~S() requires B<T> = default; ~S() requires C<T> { } };
// differs: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace x_p0848_three_dtors

// PR99631: to g++ the type of V is const; of what is no class, and with a type of its own, it is not.
struct ArgumentOfTemplate { int x; };
// expect OfArgument<ArgumentOfTemplate{1}>: trivially_copy_assignable=yes; has_unique_object_representations=yes
// differs OfArgument<ArgumentOfTemplate{1}>: trivially_default_constructible,trivially_copy_assignable,trivially_move_assignable g++<=12 PR99631
template<auto V> struct OfArgument { decltype(V) v; };
template<ArgumentOfTemplate V> struct OfTypedArgument { decltype(V) v; };
// differs: trivially_default_constructible,trivially_copy_assignable,trivially_move_assignable g++<=12 PR99631
struct HoldsArgument { OfArgument<ArgumentOfTemplate{1}> v; };
struct HoldsTypedArgument { OfTypedArgument<ArgumentOfTemplate{2}> v; };
struct HoldsNumberArgument { OfArgument<5> v; };
