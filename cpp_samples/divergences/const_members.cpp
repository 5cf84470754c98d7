// Const, volatile and reference members: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace const_member_copy_overload {
// copying a const member never selects M(M&)
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct M { M() = default; M(const M&) = default; M(M&); int x; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=yes; trivially_move_constructible=yes; has_unique_object_representations=yes
// differs: trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct S { const M m; };
}  // namespace const_member_copy_overload

namespace const_member_int {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const int a; };
}  // namespace const_member_int

namespace const_member_int_plus {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const int a; int b; };
}  // namespace const_member_int_plus

namespace const_member_array {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const int a[2]; };
}  // namespace const_member_array

namespace const_member_class_user_ctor {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct M { M(); int x; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct S { const M m; };
}  // namespace const_member_class_user_ctor

namespace const_member_class_dmi {
// CWG2394: const-default-constructible through a default member initializer
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct M { int x = 0; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member; has_unique_object_representations=yes
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct S { const M m; };
}  // namespace const_member_class_dmi

namespace const_member_class_empty {
// CWG253/CWG2394: an empty class is const-default-constructible
struct M { };
// expect: trivially_default_constructible=yes
// differs: trivial,trivially_copyable,pod clang++ llvm#59624
// differs: trivially_default_constructible clang++<=14 CWG2394
struct S { const M m; };
}  // namespace const_member_class_empty

namespace const_member_const_assign {
// const member of class type with a const-qualified copy assignment operator: assignment not deleted
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
struct M { const M& operator=(const M&) const { return *this; } M() = default; M(const M&) = default; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment nontrivial-move-assignment; pod=no not-trivial non-pod-member; trivially_default_constructible=yes
// differs: trivially_default_constructible clang++<=14 CWG2394
struct S { const M m; };
}  // namespace const_member_const_assign

namespace const_member_move {
// moving a const member copies it
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
struct M { M() = default; M(const M&) = default; M(M&&); int x; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_move_constructible=yes; has_unique_object_representations=yes
// differs: trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
// differs: trivially_move_constructible g++ [class.copy.ctor]/11
struct S { const M m; };
}  // namespace const_member_move

namespace ref_member {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { int& r; };
}  // namespace ref_member

namespace ref_member_const {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs: trivial g++<=14 clang++ CWG1496
struct S { const int& r; int a; };
}  // namespace ref_member_const

namespace ref_member_dmi {
// expect: trivial=no nontrivial-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
extern int g; struct S { int& r = g; };
}  // namespace ref_member_dmi

namespace rref_member {
// copy constructor deleted, move constructor trivial
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { int&& r; };
}  // namespace rref_member

namespace rref_member_class {
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-destructor; pod=no not-trivial
struct M { M(); M(const M&); ~M(); };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { M&& r; };
}  // namespace rref_member_class

namespace lref_member_class_nontrivial {
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-destructor; pod=no not-trivial
struct M { M(); M(const M&); ~M(); };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { M& r; };
}  // namespace lref_member_class_nontrivial

namespace volatile_member_class {
// no M(const volatile M&): S's copy functions are deleted
struct M { int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ CWG1734
struct S { volatile M m; };
}  // namespace volatile_member_class

namespace volatile_member_class_empty {
struct M { };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++ CWG1734
struct S { volatile M m; int a; };
}  // namespace volatile_member_class_empty

namespace const_volatile_member_int {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const volatile int a; };
}  // namespace const_volatile_member_int

namespace const_member_copied_by_template {
// M(volatile M&) takes no const M, so that the template is selected to copy m; Clang takes the trivial one of the class
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivially_copyable clang++<=14 CWG2171
// differs: implicit_lifetime clang++=21 CWG2605
struct M { template<class U> M(U&&); M(volatile M&) = delete; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial non-pod-member
// differs: trivially_copyable g++ PR110938
// differs: trivially_copyable clang++>=15 [class.copy.ctor]/11
struct S { const M m; ~S() = default; };
}  // namespace const_member_copied_by_template

namespace const_member_copied_beside_template {
// M(const M&) is as good as what the template makes, and wins
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct M { template<class U> M(U&&); M(const M&) = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=yes
struct S { const M m; ~S() = default; };
}  // namespace const_member_copied_beside_template

namespace const_member_assigned_by_template {
// only the template assigns to a const M
struct M { M& operator=(const M&) = default; template<class U> const M& operator=(U&&) const; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial; trivially_copy_assignable=no nontrivial-selected
// differs: trivial,trivially_copyable,pod g++ PR110938
// differs: trivial,trivially_copyable,pod,trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/9
// differs: trivially_default_constructible clang++<=14 CWG2394
struct S { const M m; ~S() = default; };
}  // namespace const_member_assigned_by_template
