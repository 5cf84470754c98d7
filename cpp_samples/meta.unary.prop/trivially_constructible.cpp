// [meta.unary.prop]/9: the is_trivially_..._constructible and _assignable traits are about an expression: what it selects, and
// whether the asker may use it. The destructor counts for constructing.
// podcheck: std=c++11..c++26

// expect: trivially_default_constructible=yes; trivially_copy_constructible=yes; trivially_move_constructible=yes; trivially_copy_assignable=yes; trivially_move_assignable=yes; trivially_destructible=yes
struct Plain { int a; };

// Private functions count for the class traits, but can't be used from outside.
class PrivateCopy { PrivateCopy(const PrivateCopy&) = default; public: PrivateCopy() = default; int a; };  // expect: trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable; trivially_copy_assignable=yes
class PrivateDefault { PrivateDefault() = default; public: int a; };  // expect: trivially_default_constructible=no not-usable; trivially_copy_constructible=yes
class PrivateAssign { PrivateAssign& operator=(const PrivateAssign&) = default; public: int a; };  // expect: trivially_copy_assignable=no not-usable; trivially_copy_constructible=yes
// expect: trivially_destructible=no inaccessible-destructor; trivially_copy_constructible=no inaccessible-destructor; trivially_copy_assignable=yes
class PrivateDestructor { ~PrivateDestructor() = default; public: int a; };

// A destructor that is not trivial spoils construction, not assignment.
// expect: any; trivially_default_constructible=no nontrivial-destructor; trivially_copy_constructible=no nontrivial-destructor; trivially_copy_assignable=yes
struct Destructor { ~Destructor(); int a; };

// A template may be selected, though it is no special member function.
// expect: trivially_copy_constructible=yes; trivially_move_constructible=no nontrivial-selected
struct Template { Template() = default; Template(const Template&) = default; Template& operator=(const Template&) = default; template<class T> Template(T&&); int a; };

// Two default constructors: ambiguous. Abstract: no object of its own.
// expect: trivial=no; pod=no; trivially_default_constructible=no not-usable
// differs: trivial g++<=14 CWG1363
// differs: pod g++<=14 clang++ CWG1363
struct Two { Two() = default; Two(int = 0) {} int a; };
// expect: any; trivially_default_constructible=no; trivially_copy_assignable=no nontrivial-selected; trivially_destructible=yes
struct Abstract { virtual void f() = 0; };
// A const lvalue can't be copied by a constructor that takes a non-const one; an rvalue neither.
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct NonConst { NonConst() = default; NonConst(NonConst&) = default; int a; };  // expect: trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
// Assigning to an lvalue: an operator for rvalues is not viable.
struct ForRvalues { ForRvalues& operator=(const ForRvalues&) && = default; int a; };  // expect: trivially_copy_assignable=no not-usable
struct Explicit { Explicit() = default; explicit Explicit(const Explicit&) = default; int a; };  // expect: trivially_copy_constructible=yes
