// [class.union.anon]: the members of an anonymous union are members of the class, with the access of the union.
// podcheck: std=c++11..c++23

struct Plain { int k; union { int a; float b; }; };
struct Private { int k; private: union { int a; float b; }; };  // expect: standard_layout=no mixed-access; pod=no; aggregate=no non-public-member
struct Twice { union { int a; union { float b; char c; }; }; };
struct M { M(); int x; };  // expect: trivial=no nontrivial-default-constructor; pod=no
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
struct NontrivialDefault { union { M m; int a; }; };
struct D { ~D(); int x; };  // expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
// expect: trivially_copyable=no deleted-destructor; trivial=no; pod=no; trivially_destructible=no deleted-destructor
struct NontrivialDestructor { union { D m; int a; }; };
// expect: trivial=no nontrivial-default-constructor; pod=no
struct Initialised { union { int a = 1; float b; }; };
// One const member does not delete the default constructor of a union, all const ones do.
// expect: trivially_default_constructible=yes; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs: trivial,pod g++>=15 [class.default.ctor]/2
// differs: trivially_default_constructible g++ [class.default.ctor]/2
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct OneConst { union { const int a; float b; }; };
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable; trivially_copy_assignable=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct AllConst { union { const int a; const float b; }; };
// A named union is a member like any other.
struct Named { union { int a; float b; } u; };
static union { int file_a; float file_b; };
