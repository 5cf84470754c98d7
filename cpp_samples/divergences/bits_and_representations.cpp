// Bit-fields, padding, arrays, members without size: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace bf_unnamed_between {
// expect: has_unique_object_representations=no unnamed-bit-field
// differs: has_unique_object_representations g++<=12 [class.bit]/2
// differs: has_unique_object_representations clang++<=16 llvm#61336
struct S { unsigned a : 16; unsigned : 8; unsigned b : 8; };
}  // namespace bf_unnamed_between

namespace bf_unnamed_other_access {
// an unnamed bit-field is not a member: access control does not matter
// expect: aggregate=yes
// differs: standard_layout,pod,aggregate g++ [class.bit]/2
struct S { int a; private: int : 4; };
}  // namespace bf_unnamed_other_access

namespace bf_const {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const unsigned a : 16; unsigned b : 16; };
}  // namespace bf_const

namespace uor_reference {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { int& r; };
}  // namespace uor_reference

namespace uor_reference_to_incomplete {
class Later;
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { Later& r; };
}  // namespace uor_reference_to_incomplete

namespace uor_ref_and_ptr {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { int&& r; int* p; };
}  // namespace uor_ref_and_ptr

namespace uor_union_bitfield_partial {
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
union S { unsigned a : 31; unsigned b : 31; };
}  // namespace uor_union_bitfield_partial

namespace uor_const {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const int a; };
}  // namespace uor_const

namespace uor_complex {
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { _Complex int c; };
}  // namespace uor_complex

namespace uor_vector {
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
typedef int v4 __attribute__((vector_size(16))); struct S { v4 v; };
}  // namespace uor_vector

namespace uor_bitint {
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations clang++<=14 [meta.unary.prop]/10
// rejected: g++ clang++<=13
struct S { _BitInt(24) b; };
}  // namespace uor_bitint

namespace uor_nua_empty {
struct E { };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { [[no_unique_address]] E e; int i; };
}  // namespace uor_nua_empty

namespace uor_nua_tail {
// B's tail padding holds d
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct B { B(); int i; char c; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member; has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { [[no_unique_address]] B b; char d[3]; };
}  // namespace uor_nua_tail

namespace arr_zero_length_of_base {
struct Q { };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { Q q[0]; int i; };
}  // namespace arr_zero_length_of_base

namespace arr_multi_dim_const {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { const int a[2][2]; };
}  // namespace arr_multi_dim_const

namespace nua_empty_and_int {
struct E { };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { [[no_unique_address]] E e; int i; };
}  // namespace nua_empty_and_int

namespace nua_base_same_type_first {
struct E { };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout; has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S : E { [[no_unique_address]] E e; int i; };
}  // namespace nua_base_same_type_first

namespace nua_base_same_type_second {
// P0840R2: M(S) also has the types of zero-size members
struct E { };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ P0840R2
struct S : E { int i; [[no_unique_address]] E e; };
}  // namespace nua_base_same_type_second

namespace nua_base_contains_same_type {
struct E { };
struct B { [[no_unique_address]] E e; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ P0840R2
struct S : E { B b; };
}  // namespace nua_base_contains_same_type

namespace nua_empty_nontrivial {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct E { E(); };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member; has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { [[no_unique_address]] E e; int i; };
}  // namespace nua_empty_nontrivial

namespace nua_empty_in_base {
struct E { };
struct B { [[no_unique_address]] E e; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout; has_unique_object_representations=yes
// differs[c++17..]: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S : B { int i; };
}  // namespace nua_empty_in_base

namespace empty_ref_member_base {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct B { int& r; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no non-standard-layout-base; pod=no not-trivial not-standard-layout; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S : B { };
}  // namespace empty_ref_member_base
