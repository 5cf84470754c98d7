// [class.union]: unions. A member with a non-trivial special member function deletes the union's (until C++26, P3074R7).
// podcheck: std=c++11..c++23

union Scalars { int a; float b; char c[8]; };  // expect: empty=no union data-member
union Structs { struct { int a; } x; struct { float b; } y; };
union Empty {};  // expect: empty=no union
union Functions { int a; void f(); Functions() = default; };
class M { public: M(); int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
union DefaultConstructor { M m; int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no; trivially_default_constructible=no nontrivial-selected
union UserConstructor { UserConstructor() {} M m; int a; };
struct C { C() = default; C(const C&); int a; };  // expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
// The union's copy constructor is deleted, not non-trivial: what is left is trivial, so the union is trivially copyable.
// expect: pod=no non-pod-member; trivially_copy_constructible=no not-usable; trivially_copy_assignable=yes
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union CopyConstructor { C m; int a; };
struct D { ~D(); int a; };  // expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
// expect: trivially_copyable=no deleted-destructor; trivial=no; pod=no; trivially_destructible=no deleted-destructor
union Destructor { D m; int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no; trivially_destructible=no nontrivial-destructor
union UserDestructor { D m; int a; ~UserDestructor() {} };
struct V { virtual void f(); };  // expect: any; polymorphic=yes
// expect: any; standard_layout=no non-standard-layout-member; polymorphic=no
union HasVirtual { V v; int a; };
union Initialised { int a = 1; float b; };  // expect: trivial=no nontrivial-default-constructor; pod=no
class Private { union U { int a; float b; } u; };
// All private is one access; private and public are two.
union AllPrivate { private: int a; float b; };
union Mixed { int a; private: float b; };  // expect: standard_layout=no mixed-access; pod=no
