// Aggregates: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace agg_deleted_dtor {
// CWG2605: the destructor is not user-provided, so still implicit-lifetime
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { int a; ~S() = delete; };
}  // namespace agg_deleted_dtor

namespace agg_deleted_ctor_default {
// P1008R1: an aggregate before C++20
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { S() = delete; int a; };
}  // namespace agg_deleted_ctor_default

namespace agg_dmi_anon_union {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// expect[c++11]: aggregate=unknown default-member-initializer
// expect[c++14..]: aggregate=yes
struct S { int k; union { int a = 1; float b; }; };
}  // namespace agg_dmi_anon_union

namespace agg_private_unnamed_bitfield {
// expect: aggregate=yes
// differs: standard_layout,pod,aggregate g++ [class.bit]/2
struct S { int a; private: int : 4; };
}  // namespace agg_private_unnamed_bitfield

namespace agg_ref_member {
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout; has_unique_object_representations=no reference-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct S { int& r; };
}  // namespace agg_ref_member
