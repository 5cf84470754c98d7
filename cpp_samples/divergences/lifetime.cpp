// Implicit-lifetime classes: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace il_deleted_trivial_ctors {
// every constructor trivial but deleted: none is eligible; not an aggregate in C++20
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs[c++20..]: implicit_lifetime clang++=21 CWG2605
struct S { S() = delete; S(const S&) = delete; int a; };
}  // namespace il_deleted_trivial_ctors

namespace il_dtor_deleted_nonaggregate {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { S() = default; ~S() = delete; int a; };
}  // namespace il_dtor_deleted_nonaggregate

namespace il_const_member {
// the default constructor is trivial but deleted; copying is trivial
// expect: trivial=no no-eligible-default-constructor; standard_layout=no mixed-access; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
struct S { const int a; private: int b; };
}  // namespace il_const_member

namespace il_union_nontrivial_member {
// a union with a non-trivial member: still an aggregate whose (deleted) destructor is not user-provided
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-destructor; pod=no not-trivial
struct M { M(); M(const M&); ~M(); };
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable deleted-destructor; trivially_destructible=no deleted-destructor
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes; trivially_destructible=yes
// differs[c++26]: trivial,trivially_copyable,trivially_default_constructible,trivially_destructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace il_union_nontrivial_member
