// [class.prop]/3: standard-layout classes, bullet by bullet, each with classes that break it and near-misses.
// podcheck: std=c++11..c++26

namespace members {  // 3.1: no member of non-standard-layout class type (or array of it) or of reference type

struct Plain { int a; char b; double c[3]; };
struct Mixed { int a; private: int b; };  // expect: standard_layout=no mixed-access; pod=no not-standard-layout
// expect: standard_layout=no non-standard-layout-member; pod=no not-standard-layout non-pod-member
struct HasMixed { Mixed m; };
// expect: standard_layout=no non-standard-layout-member; pod=no not-standard-layout non-pod-member
struct HasMixedArray { int n; Mixed m[2][3]; };
struct PointsToMixed { Mixed* p; Mixed (*f)(Mixed); int Mixed::* q; };
struct HasStaticMixed { static Mixed m; int a; };
// expect: standard_layout=no reference-member; trivial=no no-eligible-default-constructor; pod=no not-standard-layout not-trivial
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct HasReference { int& r; };
// expect: standard_layout=no non-standard-layout-member; pod=no not-standard-layout non-pod-member
struct SeveralFaults { Mixed first; Mixed second; };

}  // namespace members

namespace virtuals {  // 3.2: no virtual functions and no virtual base classes

struct Plain { int a; void f(); static void g(); };
// expect: standard_layout=no virtual-function; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; trivial=no not-trivially-copyable nontrivial-default-constructor; pod=no not-standard-layout not-trivial; polymorphic=yes
struct Virtual { int a; virtual void f(); };
// expect: standard_layout=no virtual-function non-standard-layout-base; trivially_copyable=no; trivial=no; pod=no; polymorphic=yes
struct Inherits : Virtual {};
// expect: standard_layout=no virtual-base; trivially_copyable=no; trivial=no; pod=no; polymorphic=no no-virtual-function
struct VirtualBase : virtual Plain {};
struct NotVirtual : Plain { void f(); };

}  // namespace virtuals

namespace access {  // 3.3: the same access control for all members

struct AllPublic { int a; int b; };
class AllPrivate { int a; int b; };
struct AllProtected { protected: int a; int b; };
class SamePrivateTwice { int a; public: void f(); private: int b; };
// expect: standard_layout=no mixed-access; pod=no not-standard-layout
class PrivateAndPublic { int a; public: int b; };
// expect: standard_layout=no mixed-access; pod=no not-standard-layout
struct ProtectedAndPrivate { protected: int a; private: int b; };
struct StaticsDoNotCount { int a; private: static int b; void f(); struct Nested { int n; }; };
class PrivateBase : AllPublic {};

}  // namespace access

namespace bases {  // 3.4: no base class that is not standard-layout

struct Empty {};
struct Data { int a; };
struct FromEmpty : Empty { int a; };
struct FromData : Data {};
struct FromBoth : Empty, Data {};
class Mixed { int a; public: int b; };  // expect: standard_layout=no mixed-access; pod=no not-standard-layout
struct FromMixed : Mixed {};  // expect: standard_layout=no non-standard-layout-base; pod=no not-standard-layout
struct FromFromMixed : FromMixed {};  // expect: standard_layout=no non-standard-layout-base; pod=no not-standard-layout

}  // namespace bases

namespace repeated {  // 3.5: at most one base class subobject of any given type

struct Q {};
struct A : Q {};
struct B : Q {};
struct Once : A { int x; };
struct Twice : A, B {};  // expect: standard_layout=no repeated-base; pod=no not-standard-layout
struct Cousins : Twice {};  // expect: standard_layout=no non-standard-layout-base repeated-base; pod=no not-standard-layout
template<int> struct Tag {};  // expect template: any
struct DifferentTags : Tag<0>, Tag<1> { int x; };

}  // namespace repeated

namespace one_class {  // 3.6: all members and bit-fields, those of the bases too, first declared in one class

struct Empty {};
struct Data { int a; };
struct OnlyInBase : Empty, Data { void f(); static int s; };
struct OnlyInDerived : Empty { int a; };
struct InBoth : Data { int b; };  // expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct OtherData { int b; };
struct InTwoBases : Data, OtherData {};  // expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// expect: standard_layout=no data-in-several-classes non-standard-layout-base; pod=no not-standard-layout
struct Deep : InBoth {};
struct DataInTheMiddle : OnlyInDerived {};

}  // namespace one_class

namespace first_member {  // 3.7: no base class that is in M(S)

struct Q {};
struct W { int i; };
struct DifferentFirst : Q { W w; Q q; };
struct SameFirst : Q { Q q; };  // expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
struct SameFirstWithMore : Q { Q q; int i; };  // expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
struct PointerFirst : Q { Q* q; Q second; };
struct MemberOfBaseType { Q q; };
struct NotItsOwnBase : W { static Q q; };

}  // namespace first_member

namespace irrelevant {  // what standard layout does not ask for

// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-destructor; trivial=no not-trivially-copyable nontrivial-default-constructor; pod=no not-trivial
struct Constructors { Constructors(); Constructors(const Constructors&); ~Constructors(); int a; };
struct alignas(32) Aligned { char c; };
struct Operators { int a; operator int() const; bool operator==(const Operators&) const; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Initialised { int a = 1; };
struct Mutable { mutable int a; volatile int b; };
union Union { int a; float b; };
struct Incomplete;
struct Forward { Incomplete* p; };

}  // namespace irrelevant
