// Unions and anonymous unions: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace union_member_nontrivial_default {
// P3074R7 (C++26): trivial, before: deleted
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct M { M(); int x; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_default_constructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_nontrivial_default

namespace union_member_nontrivial_copy {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct M { M() = default; M(const M&); int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union S { M m; int a; };
}  // namespace union_member_nontrivial_copy

namespace union_member_nontrivial_move_only_user {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
struct M { M() = default; M(const M&) = default; M(M&&); M& operator=(const M&) = default; int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union S { M m; int a; };
}  // namespace union_member_nontrivial_move_only_user

namespace union_member_nontrivial_assign {
// CWG2463 (open): trivially copyable because the deleted assignment is not eligible
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
struct M { M& operator=(const M&); int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union S { M m; int a; };
}  // namespace union_member_nontrivial_assign

namespace union_member_nontrivial_dtor {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-destructor; pod=no not-trivial
struct M { ~M(); int x; };
// expect[..c++23]: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no deleted-destructor; trivially_copy_constructible=no deleted-destructor; trivially_move_constructible=no deleted-destructor; trivially_destructible=no deleted-destructor; has_unique_object_representations=no not-trivially-copyable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_destructible=yes; has_unique_object_representations=yes
// differs[c++26]: trivial,trivially_copyable,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_nontrivial_dtor

namespace union_member_nontrivial_all {
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-copy-assignment nontrivial-destructor; pod=no not-trivial
struct M { M(); M(const M&); M& operator=(const M&); ~M(); int x; };
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move deleted-destructor; trivially_default_constructible=no not-usable deleted-destructor; trivially_destructible=no deleted-destructor
// expect[c++26]: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; trivially_default_constructible=yes; trivially_destructible=yes
// expect: pod=no not-trivial non-pod-member
// differs[c++26]: trivially_default_constructible,trivially_destructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_nontrivial_all

namespace union_member_nontrivial_array {
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-destructor; pod=no not-trivial
struct M { M(); ~M(); int x; };
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable deleted-destructor; trivially_copy_constructible=no deleted-destructor; trivially_move_constructible=no deleted-destructor; trivially_destructible=no deleted-destructor
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_destructible=yes
// differs[c++26]: trivial,trivially_copyable,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible g++ clang++ P3074R7
union S { M m[2]; int a; };
}  // namespace union_member_nontrivial_array

namespace union_member_deleted_default {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct M { M() = delete; int x; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[..c++23]: trivial g++<=14 clang++ CWG1496
// differs[c++26]: trivial g++>=15 P3074R7
// differs: pod g++<=14 clang++ CWG1496
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_deleted_default

namespace union_member_no_default {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct M { M(int); int x; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_default_constructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_no_default

namespace union_member_deleted_copy {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct M { M() = default; M(const M&) = delete; M& operator=(const M&) = delete; int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial non-pod-member; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
union S { M m; int a; };
}  // namespace union_member_deleted_copy

namespace union_member_private_dtor {
class M { ~M() = default; int x; };
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial; trivially_default_constructible=no not-usable deleted-destructor; trivially_destructible=no deleted-destructor; has_unique_object_representations=no not-trivially-copyable
// expect[c++26]: trivially_default_constructible=yes; trivially_destructible=yes; has_unique_object_representations=yes
// differs[..c++23]: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs[..c++23]: trivial,pod g++>=15 CWG1734, [class.default.ctor]/2
// differs[..c++23]: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
// differs[c++26]: trivially_default_constructible,trivially_destructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_private_dtor

namespace union_all_const {
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++26]: trivially_default_constructible=yes
// expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[..c++23]: trivial,pod g++<=14 clang++ CWG1496
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
union S { const int a; const float b; };
}  // namespace union_all_const

namespace union_one_const {
// expect: trivially_default_constructible=yes; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[..c++23]: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
union S { const int a; float b; };
}  // namespace union_one_const

namespace union_member_const_class {
struct M { int x; };
// expect: trivially_default_constructible=yes; has_unique_object_representations=yes
// differs[c++26]: trivial,pod g++>=15 clang++ P3074R7
// differs[..c++23]: trivial,pod g++>=15 PR98936
// differs[..c++23]: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
// differs[c++26]: trivially_copyable,has_unique_object_representations clang++ P3074R7
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
union S { const M m; int a; };
}  // namespace union_member_const_class

namespace union_member_ref_struct {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct M { int& r; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial not-standard-layout non-pod-member; trivially_default_constructible=no not-usable
// expect: standard_layout=no non-standard-layout-member
// expect[c++26]: pod=no not-standard-layout non-pod-member; trivially_default_constructible=yes
// differs[..c++23]: trivial g++<=14 clang++ CWG1496
// differs[c++26]: trivial g++>=15 P3074R7
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
union S { M m; int a; };
}  // namespace union_member_ref_struct

namespace union_deleted_dtor {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
union S { ~S() = delete; int a; };
}  // namespace union_deleted_dtor

namespace union_bitfields {
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
union S { unsigned a : 16; unsigned b : 32; };
}  // namespace union_bitfields

namespace union_unnamed_bitfield_only {
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations g++ [class.bit]/2
union S { int : 8; };
}  // namespace union_unnamed_bitfield_only

namespace anon_union_nontrivial_default {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct M { M(); int x; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_default_constructible g++ clang++ P3074R7
struct S { int k; union { M m; int a; }; };
}  // namespace anon_union_nontrivial_default

namespace anon_union_nontrivial_dtor {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-destructor; pod=no not-trivial
struct M { ~M(); int x; };
// expect[..c++23]: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no deleted-destructor; trivially_copy_constructible=no deleted-destructor; trivially_move_constructible=no deleted-destructor; trivially_destructible=no deleted-destructor; has_unique_object_representations=no not-trivially-copyable
// expect[c++26]: pod=no non-pod-member; trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_destructible=yes; has_unique_object_representations=yes
// differs[c++26]: trivial,trivially_copyable,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations g++ clang++ P3074R7
struct S { int k; union { M m; int a; }; };
}  // namespace anon_union_nontrivial_dtor

namespace anon_union_nontrivial_copy {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct M { M() = default; M(const M&); int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct S { union { M m; int a; }; };
}  // namespace anon_union_nontrivial_copy

namespace anon_union_nontrivial_assign {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
struct M { M& operator=(const M&); int x; };
// expect: pod=no non-pod-member; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct S { union { M m; int a; }; };
}  // namespace anon_union_nontrivial_assign

namespace anon_union_dmi {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// expect[c++11]: aggregate=unknown default-member-initializer
// expect[c++14..]: aggregate=yes
struct S { union { int a = 1; float b; }; };
}  // namespace anon_union_dmi

namespace anon_union_dmi_nontrivial_default {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct M { M(); int x; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
// expect[c++11]: aggregate=unknown default-member-initializer
// expect[c++14..]: aggregate=yes
struct S { union { int a = 1; M m; }; };
}  // namespace anon_union_dmi_nontrivial_default

namespace anon_union_all_const {
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++26]: trivially_default_constructible=yes
// expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[..c++23]: trivial,pod g++<=14 clang++ CWG1496
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct S { union { const int a; const float b; }; };
}  // namespace anon_union_all_const

namespace anon_union_one_const {
// expect: trivially_default_constructible=yes; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[..c++23]: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct S { union { const int a; float b; }; };
}  // namespace anon_union_one_const

namespace anon_union_const_class_member {
struct M { int x; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++26]: trivially_default_constructible=yes
// expect: has_unique_object_representations=yes
// differs[..c++23]: trivial,pod g++<=14 CWG1496
// differs[c++26]: trivial,pod g++>=15 clang++ P3074R7
// differs[c++26]: trivially_copyable,has_unique_object_representations clang++ P3074R7
// differs[..c++23]: trivially_copyable,has_unique_object_representations clang++ llvm#59624
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
struct S { union { const M m; }; };
}  // namespace anon_union_const_class_member

namespace anon_union_empty_members_base {
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { union { Q q; char c; }; int z; };
}  // namespace anon_union_empty_members_base

namespace anon_struct_ext_dmi {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// expect[c++11]: aggregate=unknown default-member-initializer
// expect[c++14..]: aggregate=yes
struct S { __extension__ struct { int x = 1; int y; }; };
}  // namespace anon_struct_ext_dmi

namespace anon_struct_ext_base_type {
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { __extension__ struct { Q q; int y; }; };
}  // namespace anon_struct_ext_base_type
