// [dcl.init.aggr]/1: aggregates. papers/ and cwg/ hold what changed from dialect to dialect.
// podcheck: std=c++11..c++26

namespace constructors {  // 1.1: no user-declared or inherited constructors

struct None { int a; int b[2]; };  // expect: aggregate=yes
struct Empty {};  // expect: aggregate=yes
// expect[c++11..c++17]: trivial=no; pod=no; aggregate=no user-provided-constructor
// expect[c++20..]: trivial=no; pod=no; aggregate=no user-declared-constructor
struct Converting { Converting(int); int a; };
// expect[c++11..c++17]: any; aggregate=no user-provided-constructor
// expect[c++20..]: any; aggregate=no user-declared-constructor
struct Copying { Copying() = default; Copying(const Copying&); int a; };
// expect[c++11..c++14]: trivial=no; pod=no; aggregate=no has-base inherited-constructor
// expect[c++17..]: trivial=no; pod=no; aggregate=no inherited-constructor
struct Inheriting : Converting { using Converting::Converting; };
struct Functions { int a; void f(); static void g(); friend void h(Functions); };  // expect: aggregate=yes
struct Destructor { int a; ~Destructor(); };  // expect: aggregate=yes; trivially_copyable=no; trivial=no; pod=no
struct Assignment { int a; Assignment& operator=(const Assignment&); };  // expect: aggregate=yes; trivially_copyable=no; trivial=no; pod=no
struct HasConverting { Converting m; };  // expect: aggregate=yes; trivial=no; pod=no

}  // namespace constructors

namespace access {  // 1.2: no private or protected direct members

struct Public { int a; };  // expect: aggregate=yes
class AllPrivate { int a; };  // expect: aggregate=no non-public-member
struct Protected { protected: int a; };  // expect: aggregate=no non-public-member
struct Mixed { int a; private: int b; };  // expect: aggregate=no non-public-member; standard_layout=no mixed-access; pod=no
struct PrivateStatic { int a; private: static int b; void f(); struct N { int n; }; };  // expect: aggregate=yes
struct PrivateAnonymous { int a; private: union { int b; float c; }; };  // expect: aggregate=no non-public-member; standard_layout=no; pod=no
struct PublicAnonymous { int a; union { int b; float c; }; };  // expect: aggregate=yes
struct HasPrivate { AllPrivate m; };  // expect: aggregate=yes

}  // namespace access

namespace virtuals {  // 1.4: no virtual functions

struct Function { virtual void f(); };  // expect: any; aggregate=no virtual-function
// expect[c++11..c++14]: any; aggregate=no has-base virtual-function
// expect[c++17..]: any; aggregate=no virtual-function
struct Inherits : Function {};
struct Member { Function m; };  // expect: any; aggregate=yes

}  // namespace virtuals

// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Reference { int& r; };  // expect: any; aggregate=yes
union Union { int a; float b; };  // expect: aggregate=yes
class PrivateUnionMember { union { int a; float b; }; };  // expect: aggregate=no non-public-member
