// Bases: where they lie, and what they delete: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace base_same_type_twice_with_member {
struct Q {};
struct A : Q {};
struct B : Q {};
// expect: standard_layout=no repeated-base; pod=no not-standard-layout; has_unique_object_representations=yes
// differs[c++17..]: has_unique_object_representations g++ [meta.unary.prop]/10
struct S : A, B { int x; };
}  // namespace base_same_type_twice_with_member

namespace base_is_first_member_of_first_member {
// CWG1672
struct Q {};
struct M { Q q; int i; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { M m; };
}  // namespace base_is_first_member_of_first_member

namespace indirect_base_is_first_member_type {
struct Q {};
struct R : Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : R { Q q; };
}  // namespace indirect_base_is_first_member_type

namespace base_is_array_element_of_first_member {
// CWG2120
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { Q q[2]; };
}  // namespace base_is_array_element_of_first_member

namespace base_is_array_element_2d {
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { Q q[2][2]; int x; };
}  // namespace base_is_array_element_2d

namespace base_is_in_union_first_member {
struct Q {};
union U { int i; Q q; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { U u; };
}  // namespace base_is_in_union_first_member

namespace base_is_in_anonymous_union_first {
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { union { int i; Q q; }; };
}  // namespace base_is_in_anonymous_union_first

namespace base_is_in_union_in_struct_nested {
struct Q {};
struct M { Q q; };
union U { int i; M m; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
struct S : Q { U u; int z; };
}  // namespace base_is_in_union_in_struct_nested

namespace base_other_contains_first_member {
// the members are inherited: M(S) still has Q ("possibly inherited" until 2020; see note)
struct Q {};
struct B { Q q; int i; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
// differs: standard_layout,pod clang++ llvm#47741
struct S : Q, B { };
}  // namespace base_other_contains_first_member

namespace base_other_contains_first_member_rev {
struct Q {};
struct B { Q q; int i; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ CWG1672
// differs: standard_layout,pod clang++ llvm#47741
struct S : B, Q { };
}  // namespace base_other_contains_first_member_rev

namespace base_is_first_member_after_unnamed_bitfield {
// the first non-static data member is q; the bit-field is not a member
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ [class.bit]/2
struct S : Q { int : 4; Q q; };
}  // namespace base_is_first_member_after_unnamed_bitfield

namespace base_zero_width_bitfield_derived_member {
// literally "all ... bit-fields ... first declared in the same class": zero width is a bit-field too
struct B { int : 0; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: standard_layout,pod g++<=11 CWG1881
struct S : B { int a; };
}  // namespace base_zero_width_bitfield_derived_member

namespace base_empty_derived_unnamed_bitfield_only {
struct B { };
// expect: has_unique_object_representations=no unnamed-bit-field
// differs: has_unique_object_representations g++<=12 [class.bit]/2
// differs: has_unique_object_representations clang++<=16 llvm#61336
struct S : B { int : 8; };
}  // namespace base_empty_derived_unnamed_bitfield_only

namespace base_multi_level_first_member {
struct Q {};
struct P : Q {};
// expect S: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs S: standard_layout,pod g++ CWG1672
struct S : P { struct N { Q q; } n; };
}  // namespace base_multi_level_first_member

namespace base_deleted_default {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct B { B() = delete; B(int); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S : B { };
}  // namespace base_deleted_default

namespace base_deleted_default_agg {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct B { B() = delete; int x; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S : B { };
}  // namespace base_deleted_default_agg

namespace base_deleted_dtor {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct B { ~B() = delete; int x; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct S : B { };
}  // namespace base_deleted_dtor

namespace base_deleted_copy {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++ clang++ CWG1734
struct B { B() = default; B(const B&) = delete; B& operator=(const B&) = delete; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S : B { int a; };
}  // namespace base_deleted_copy

namespace virtual_base_deleted_dtor_abstract {
// CWG1658: virtual bases of abstract classes are not potentially constructed subobjects (the destructor still is not defined in terms of them)
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++ clang++ CWG1734
struct V { V() = default; V(const V&) = default; ~V() = delete; };
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; standard_layout=no virtual-function virtual-base; pod=no not-trivial not-standard-layout; trivially_destructible=yes
// differs[c++11]: trivially_destructible g++ CWG1658
struct S : virtual V { virtual void f() = 0; };
}  // namespace virtual_base_deleted_dtor_abstract
