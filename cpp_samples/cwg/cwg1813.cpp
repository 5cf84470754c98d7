// CWG1813: a standard-layout class has at most one base class subobject of any given type (rather than "no base of the type
// of the first member" alone), so that two empty bases of one type can't be at one address.
// podcheck: std=c++11..c++26

struct Q {};
struct A : Q {};
struct B : Q {};
struct Different : A { int x; };
struct Twice : A, B {};  // expect: standard_layout=no repeated-base; pod=no not-standard-layout
// expect: standard_layout=no repeated-base; pod=no not-standard-layout
// differs[c++17..]: has_unique_object_representations g++ [meta.unary.prop]/10
struct TwiceWithMember : A, B { int x; };
struct C : A {};
// expect: standard_layout=no repeated-base; pod=no not-standard-layout
// differs[c++17..]: has_unique_object_representations g++ [meta.unary.prop]/10
struct AtTwoDepths : C, B { int x; };
// expect: standard_layout=no non-standard-layout-base repeated-base; pod=no not-standard-layout
struct Inherited : Twice {};
struct InMember { Q a; Q b; };
struct TwoMembersOfDerived { A a; B b; };
