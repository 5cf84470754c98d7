// What is inherited by using-declarations, and dependent bases: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace inh_ctor_user_other {
// CWG2799/CWG2273: a user-declared S(int) suppresses the implicit default constructor; the inherited one does not count as a default constructor
struct A { int n; };
// expect: trivial=unknown no-eligible-default-constructor; pod=unknown not-trivial; trivially_default_constructible=unknown unspecified
struct S : A { using A::A; S(int); };
}  // namespace inh_ctor_user_other

namespace cwg3070_move_skips_member {
// CWG3070 (2025): the selected operator= is not a direct member of B
struct A { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: trivial,trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
struct B : A { using A::operator=; B& operator=(B&) = default; int b; };
// expect[c++26]: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-assignment; pod=no not-trivial not-standard-layout; trivially_move_assignable=no nontrivial-selected; has_unique_object_representations=no not-trivially-copyable
// expect: standard_layout=no non-standard-layout-base data-in-several-classes
// expect[..c++23]: pod=no not-standard-layout; trivially_move_assignable=yes; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
// differs[c++26]: trivial,trivially_copyable,trivially_move_assignable,has_unique_object_representations g++ clang++ CWG3070
struct S : B { };
}  // namespace cwg3070_move_skips_member

namespace cwg3070_base_itself {
struct A { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,has_unique_object_representations clang++<=14 CWG2171
struct B : A { using A::operator=; B& operator=(B&) = default; int b; };
}  // namespace cwg3070_base_itself

namespace tmpl_dependent_base_twice {
struct Q { };
template<class T> struct H : T { };
// expect S<tmpl_dependent_base_twice::Q>: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs S<tmpl_dependent_base_twice::Q>: standard_layout,pod g++ CWG1672
template<class T> struct S : H<T> { T q; };
// expect: standard_layout=no non-standard-layout-member; pod=no not-standard-layout non-pod-member
// differs: standard_layout,pod g++ CWG1672
struct U { S<Q> s; };
static S<Q>* named;
}  // namespace tmpl_dependent_base_twice
