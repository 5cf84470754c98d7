// [class.copy.assign]/7: when a defaulted assignment operator is deleted. A deleted one is not eligible, so that a class
// without assignment may be trivially copyable.
// podcheck: std=c++11..c++23

// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable; trivially_copy_constructible=yes
// differs: trivial,pod g++<=14 clang++ CWG1496
struct ConstMember { const int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable
struct ConstInitialised { const int a = 1; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_assignable=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
struct ConstArray { const int a[2]; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no; trivially_copy_assignable=no not-usable
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Reference { int& r; };
struct PointerToConst { const int* p; };  // expect: trivially_copy_assignable=yes

struct NotAssignable { NotAssignable() = default; NotAssignable(const NotAssignable&) = default; NotAssignable& operator=(const NotAssignable&) = delete; int a; };
struct Base : NotAssignable {};  // expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
struct Member { NotAssignable m; };  // expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
struct Array { NotAssignable m[2]; };  // expect: trivially_copy_assignable=no not-usable

// A declared move constructor deletes the implicit copy assignment.
struct MoveDeclared { MoveDeclared() = default; MoveDeclared(MoveDeclared&&) = default; int a; };  // expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
