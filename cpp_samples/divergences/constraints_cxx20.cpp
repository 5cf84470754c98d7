// Constrained special member functions: where the compilers part, or leave the standard.
// podcheck: std=c++20..c++26

namespace p0848_dtor_nontrivial {
// expect S<long>: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-destructor; pod=no not-trivial; trivially_destructible=no nontrivial-destructor; has_unique_object_representations=no not-trivially-copyable
// differs S<long>: trivial,trivially_copyable,pod,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<class T> concept Small = sizeof(T) <= 4; template<class T> struct S { T a; ~S() requires Small<T> = default; ~S() { } };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-destructor; pod=no not-trivial non-pod-member
// differs: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
struct U { S<long> s; };
static S<long>* named;
}  // namespace p0848_dtor_nontrivial

namespace p0848_copy_trivial {
// expect S<int>: has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> concept Small = sizeof(T) <= 4; template<class T> struct S { T a; S() = default; S(const S&) requires Small<T> = default; S(const S&) { } };
// differs: has_unique_object_representations clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_copy_trivial

namespace p0848_copy_unsatisfied_only {
// an unsatisfied copy constructor is still user-declared: no implicit one and no move
// expect S<long>: has_unique_object_representations=yes
// differs S<long>: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=16 llvm#63352
template<class T> concept Small = sizeof(T) <= 4; template<class T> struct S { T a; S() = default; S(const S&) requires Small<T> = default; };
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=16 llvm#63352
struct U { S<long> s; };
static S<long>* named;
}  // namespace p0848_copy_unsatisfied_only

namespace p0848_copy_subsumption_three {
// expect S<int>: has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> concept C1 = true; template<class T> concept C2 = C1<T> && sizeof(T) <= 4; template<class T> struct S { T a; S() = default; S(const S&) requires C2<T> = default; S(const S&) requires C1<T> { } S(const S&) { } };
// differs: has_unique_object_representations clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_copy_subsumption_three

namespace p0848_default_ctor_requires_false {
template<class T> struct S { T a; S() requires (sizeof(T) == 1) = default; };
struct U { S<int>* p; };
// expect S<int>: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs S<int>: trivial,pod g++<=14 clang++<=15 P0848R3
template struct S<int>;
static S<int>* named;
}  // namespace p0848_default_ctor_requires_false

namespace p0848_default_ctor_pair {
// differs: trivial clang++<=15 P0848R3
template<class T> struct S { T a; S() requires (sizeof(T) == 4) = default; S() { } };
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_default_ctor_pair

namespace p0848_assign_pair {
// expect S<int>: has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> struct S { T a; S& operator=(const S&) requires (sizeof(T) == 4) = default; S& operator=(const S&) { return *this; } };
// differs: has_unique_object_representations clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_assign_pair

namespace p0848_assign_other_ref_qual_not_same_kind {
// expect S<int>: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial; trivially_copy_assignable=yes; trivially_move_assignable=yes; has_unique_object_representations=no not-trivially-copyable
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++=16 clang++=17 P0848R3
// differs S<int>: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
template<class T> struct S { T a; S& operator=(const S&) & requires (sizeof(T) == 4) = default; S& operator=(const S&) && { return *this; } };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable g++<=12 P0848R3
// differs: trivial,trivially_copyable,has_unique_object_representations g++>=13 [class.copy.ctor]/11
// differs: pod clang++<=17 P0848R3
// differs: pod clang++>=18 [depr.meta.types]/6
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
// differs: has_unique_object_representations g++<=12 clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_assign_other_ref_qual_not_same_kind

namespace p0848_copy_deleted_when_constrained {
// expect S<int>: trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
// differs S<int>: trivially_copy_constructible,trivially_move_constructible g++ P0848R3
template<class T> struct S { T a; S() = default; S(const S&) requires (sizeof(T) == 4) = delete; S(const S&) = default; };
// differs: trivially_copy_constructible,trivially_move_constructible g++ P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_copy_deleted_when_constrained

namespace p0848_nonmember_kind_volatile {
// S(volatile S&) is another kind: it stays eligible
// expect S<int>: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; trivially_copy_constructible=yes; trivially_move_constructible=yes
// differs S<int>: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
template<class T> struct S { T a; S() = default; S(const S&) requires (sizeof(T) == 4) = default; S(volatile S&) { } };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable g++<=12 P0848R3
// differs: trivial,trivially_copyable,has_unique_object_representations g++>=13 [class.copy.ctor]/11
// differs: pod clang++<=15 P0848R3
// differs: pod clang++>=16 [depr.meta.types]/6
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
// differs: has_unique_object_representations g++<=12 clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_nonmember_kind_volatile

namespace p0848_cwg2595_unsatisfied_more_constrained {
// CWG2595: the more constrained one is unsatisfied, so it does not count
// expect S<int>: has_unique_object_representations=yes
// differs S<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> concept C1 = sizeof(T) == 4; template<class T> concept C2 = C1<T> && sizeof(T) == 8; template<class T> struct S { T a; S() = default; S(const S&) requires C2<T> { } S(const S&) requires C1<T> = default; };
// differs: has_unique_object_representations clang++<=13 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_cwg2595_unsatisfied_more_constrained

namespace p0848_dtor_deleted_unsatisfied {
// expect S<int>: trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_destructible=yes
// differs S<int>: trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible clang++<=14 P0848R3
template<class T> struct S { T a; ~S() requires (sizeof(T) == 8) = delete; ~S() = default; };
// differs: trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible clang++<=14 P0848R3
struct U { S<int> s; };
static S<int>* named;
}  // namespace p0848_dtor_deleted_unsatisfied

namespace default_argument_beside_constraints {
// Eligible is what no other default constructor is more constrained than, default arguments or not ([special]/6).
// expect Chosen<int>: any; trivial=yes
// expect template: any
// differs Chosen<int>: trivial,pod g++>=15 P0848R3
// differs Chosen<int>: trivial clang++<=15 P0848R3
template<class T> struct Chosen { Chosen(int = 7) {} Chosen() requires(sizeof(T) == 1) = delete; Chosen() requires(sizeof(T) > 1) = default; };
typedef Chosen<int> ChosenInt;
}  // namespace default_argument_beside_constraints

namespace several_default_constructors_with_constraints {
// Only those without a more constrained one of the same kind beside them are eligible, and not what is deleted.
// expect Deleted<int>: trivial=no no-eligible-default-constructor; pod=no
// expect Deleted<char>: trivial=yes
// expect template: any
// differs Deleted<int>: trivial,pod g++<=14 clang++<=15 P0848R3
// differs Deleted<int>: trivial,pod clang++>=16 CWG1496
template<class T> struct Deleted { Deleted() = delete; Deleted() requires(sizeof(T) == 1) = default; Deleted() requires(sizeof(T) != 1) = delete; };
typedef Deleted<int> DeletedInt;
typedef Deleted<char> DeletedChar;
// expect Defaulted<int>: trivial=no no-eligible-default-constructor; pod=no
// expect Defaulted<char>: trivial=yes
// expect template: any
// differs Defaulted<int>: trivial,pod,trivially_default_constructible g++ P0848R3
// differs Defaulted<int>: trivial,pod clang++<=15 P0848R3
// differs Defaulted<int>: trivial,pod clang++>=16 CWG1496
template<class T> struct Defaulted { Defaulted() = default; Defaulted() requires(sizeof(T) == 1) = default; Defaulted() requires(sizeof(T) != 1) = delete; };
typedef Defaulted<int> DefaultedInt;
typedef Defaulted<char> DefaultedChar;
// The default argument does not make another kind of it.
// expect WithArgument<int>: trivial=yes
// expect WithArgument<char>: trivial=no no-eligible-default-constructor; pod=no
// expect template: any
// differs WithArgument<int>: trivial,pod g++>=15 P0848R3
// differs WithArgument<int>: trivial clang++<=15 P0848R3
// differs WithArgument<char>: trivial,pod g++<=14 P0848R3
// differs WithArgument<char>: pod clang++<=15 P0848R3
// differs WithArgument<char>: trivial,pod clang++>=16 CWG1496
template<class T> struct WithArgument { WithArgument() = default; WithArgument(int = 42) {} WithArgument() requires(sizeof(T) == 1) = delete; WithArgument() requires(sizeof(T) != 1) = default; };
typedef WithArgument<int> WithArgumentInt;
typedef WithArgument<char> WithArgumentChar;
}  // namespace several_default_constructors_with_constraints
