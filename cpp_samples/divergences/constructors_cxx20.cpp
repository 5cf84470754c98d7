// Which constructors and assignment operators there are, and which of them count.
// podcheck: std=c++20..c++26

namespace copy_const_volatile_defaulted_mismatch {
// P0641R2/CWG1331: mismatch => deleted (before C++20: ill-formed)
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
// rejected: g++<=14
struct S { S() = default; S(const volatile S&) = default; int a; };
}  // namespace copy_const_volatile_defaulted_mismatch

namespace move_const_defaulted_mismatch {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=15 llvm#59624
// rejected: g++<=14
struct S { S() = default; S(const S&) = default; S(const S&&) = default; int a; };
}  // namespace move_const_defaulted_mismatch

namespace copy_const_defaulted_member_nonconst {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct M { M() = default; M(M&) {} };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable g++ PR98936
// differs: trivial,trivially_copyable clang++ llvm#59624
struct S { S() = default; S(const S&) = default; M m; };
}  // namespace copy_const_defaulted_member_nonconst

namespace assign_const_defaulted_member_nonconst {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
struct M { M& operator=(M&) { return *this; } };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable g++ PR98936
// differs: trivial,trivially_copyable clang++ llvm#59624
struct S { S& operator=(const S&) = default; M m; };
}  // namespace assign_const_defaulted_member_nonconst
