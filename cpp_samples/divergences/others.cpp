// Further classes: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace x_assign_defaulted_but_deleted {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { S& operator=(const S&) = default; const int c; };
}  // namespace x_assign_defaulted_but_deleted

namespace x_dtor_defaulted_but_deleted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct M { ~M() = delete; int x; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct S { ~S() = default; M m; };
}  // namespace x_dtor_defaulted_but_deleted

namespace x_move_defaulted_but_deleted_only {
// the defaulted move constructor is deleted, hence ignored; the copy constructor is deleted because a move constructor is declared
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct M { M() = default; M(M&&) = delete; int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial non-pod-member; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { S() = default; S(S&&) = default; M m; };
}  // namespace x_move_defaulted_but_deleted_only

namespace x_union_copy_defaulted_deleted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct M { M() = default; M(const M&); int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union S { S() = default; S(const S&) = default; M m; int a; };
}  // namespace x_union_copy_defaulted_deleted

namespace x_base_template_ctor {
struct B { B() = default; B(const B&) = default; B& operator=(const B&) = default; template<class T> B(T&&); int b; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++<=14 PR110938
struct S : B { };
}  // namespace x_base_template_ctor

namespace x_protected_member_ctor {
struct B { int b; protected: B() = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs: trivial,pod,trivially_default_constructible g++>=15 [class.default.ctor]/2
struct S { B b; };
}  // namespace x_protected_member_ctor

namespace x_anon_struct_in_union_dmi {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// expect[c++11]: aggregate=unknown default-member-initializer
// expect[c++14..]: aggregate=yes
union S { __extension__ struct { int a = 1; int b; }; long long c; };
}  // namespace x_anon_struct_in_union_dmi

namespace x_member_volatile_assign {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
struct M { M& operator=(const M&) = default; M& operator=(const volatile M&) volatile; int x; };
// expect: pod=no non-pod-member; trivially_copy_assignable=yes; trivially_move_assignable=yes; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,trivially_copy_assignable,trivially_move_assignable,has_unique_object_representations g++ [class.copy.ctor]/11
// differs: pod clang++ [depr.meta.types]/6
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { M m; };
}  // namespace x_member_volatile_assign

namespace x_standard_layout_ref_in_member {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct M { int& r; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no non-standard-layout-member; pod=no not-trivial not-standard-layout non-pod-member; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { M m; };
}  // namespace x_standard_layout_ref_in_member

namespace x_empty_base_member_chain {
struct Q {};
struct R { Q q; };
struct T { R r; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { T t; int z; };
}  // namespace x_empty_base_member_chain

namespace x_union_as_first_member_of_base {
struct Q {};
union U { int i; Q q; };
struct B { U u; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
// differs: standard_layout,pod clang++ llvm#47741
struct S : Q, B { };
}  // namespace x_union_as_first_member_of_base

namespace x_packed_reference {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct __attribute__((packed)) S { char c; int& r; };
}  // namespace x_packed_reference

namespace x_packed_bitfield_unnamed {
// expect: has_unique_object_representations=no unnamed-bit-field
// differs: has_unique_object_representations g++<=12 [class.bit]/2
// differs: has_unique_object_representations clang++<=16 llvm#61336
struct __attribute__((packed)) S { unsigned a : 4; unsigned : 4; };
}  // namespace x_packed_bitfield_unnamed

namespace x_uor_base_empty_nua_mix {
struct E { };
struct F { };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S : E { [[no_unique_address]] F f; long l; };
}  // namespace x_uor_base_empty_nua_mix

namespace deleted_assignment_by_value {
// what is deleted is not eligible, whatever it takes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
struct S { void operator=(S) = delete; int a; };
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
struct T { S s; };
}  // namespace deleted_assignment_by_value
