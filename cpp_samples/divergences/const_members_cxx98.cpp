// Const and reference members in C++98: an implicit assignment that can't be defined is trivial; g++ takes it for code.
// podcheck: std=c++98

namespace const_member {
// expect: trivial=unknown no-eligible-default-constructor
// differs: trivially_copyable,has_unique_object_representations g++ [class.copy]/11
struct A { const int a; };
// expect: trivial=unknown no-eligible-default-constructor
// differs: trivially_copyable,has_unique_object_representations g++ [class.copy]/11
struct Holds { A a; };
// expect: trivial=unknown no-eligible-default-constructor; pod=no not-aggregate
// differs: trivially_copyable,has_unique_object_representations g++ [class.copy]/11
struct Derived : A {};
}  // namespace const_member

namespace const_member_array {
// expect: trivial=unknown no-eligible-default-constructor
// differs: trivially_copyable,has_unique_object_representations g++ [class.copy]/11
struct A { const int a[2]; };
}  // namespace const_member_array

namespace reference_member {
// expect: trivial=unknown no-eligible-default-constructor; standard_layout=no reference-member; pod=no reference-member
// differs: trivially_copyable g++ [class.copy]/11
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct A { int& r; };
}  // namespace reference_member

namespace const_empty_member {
struct E {};
// differs: trivial,trivially_copyable g++ [class.copy]/11
struct A { const E e; };
}  // namespace const_empty_member

namespace near_misses {
struct Static { static const int a = 1; };
struct Pointed { const int* a; };
struct Mutable { mutable int a; };
}  // namespace near_misses
