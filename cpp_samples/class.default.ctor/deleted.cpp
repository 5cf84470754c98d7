// [class.default.ctor]/2: when a defaulted default constructor is deleted, which leaves a class without an eligible one.
// podcheck: std=c++11..c++23

namespace references {

// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no; trivially_default_constructible=no not-usable
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Reference { int& r; };
extern int object;
// expect: trivial=no nontrivial-default-constructor; standard_layout=no reference-member; pod=no
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Bound { int& r = object; };
struct Pointer { int* p; };

}  // namespace references

namespace constants {

// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Scalar { const int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Array { const int a[2]; };
struct Initialised { const int a = 1; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct PointerToConst { const int* p; };
struct Static { static const int a; int b; };
struct User { User(); int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial

}  // namespace constants

namespace unusable {

struct NoDefault { NoDefault(int); int a; };  // expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
struct Member { NoDefault m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
struct Base : NoDefault {};
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_default_constructible=no not-usable
struct Array { NoDefault m[2]; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
struct InitialisedMember { NoDefault m = 1; };

class Private { Private() = default; int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs: trivial,pod,trivially_default_constructible g++>=15 [class.default.ctor]/2
struct PrivateMember { Private m; };
class Befriending { Befriending() = default; int a; friend struct Befriended; };
struct Befriended { Befriending m; };
class Protected { protected: Protected() = default; int a; };
struct FromProtected : Protected {};
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs: trivial,pod,trivially_default_constructible g++>=15 [class.default.ctor]/2
struct ProtectedMember { Protected m; };

}  // namespace unusable

namespace destructors {  // a subobject's destructor that can't be used deletes constructors too

// expect: trivially_copyable=no deleted-destructor; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Indestructible { ~Indestructible() = delete; int a; };
// expect: trivially_copyable=no; trivial=no; pod=no; trivially_default_constructible=no not-usable deleted-destructor
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct Member { Indestructible m; };

}  // namespace destructors
