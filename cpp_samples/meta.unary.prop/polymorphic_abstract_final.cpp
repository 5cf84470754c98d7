// [meta.unary.prop]: is_polymorphic, is_abstract, is_final.
// podcheck: std=c++11..c++26

struct Plain { void f(); };  // expect: polymorphic=no no-virtual-function; abstract=no no-pure-virtual-function; final=no not-declared-final
struct Virtual { virtual void f(); };  // expect: any; polymorphic=yes; abstract=no
struct Inherits : Virtual {};  // expect: any; polymorphic=yes; abstract=no
struct Destructor { virtual ~Destructor(); };  // expect: any; polymorphic=yes; abstract=no
struct VirtualBase : virtual Plain {};  // expect: any; polymorphic=no no-virtual-function
struct Member { Virtual m; };  // expect: any; polymorphic=no no-virtual-function

struct Pure { virtual void f() = 0; virtual void g(); };  // expect: any; polymorphic=yes; abstract=yes
struct StillPure : Pure { void g() override; };  // expect: any; abstract=yes
struct Overrides : Pure { void f() override; };  // expect: any; abstract=no no-pure-virtual-function
struct Hides : Pure { void f(int); };  // expect: any; abstract=yes
struct PureAgain : Overrides { void f() override = 0; };  // expect: any; abstract=yes
struct PureDestructor { virtual ~PureDestructor() = 0; };  // expect: any; abstract=yes
// An implicit destructor overrides a pure one.
struct FromPureDestructor : PureDestructor {};  // expect: any; abstract=no no-pure-virtual-function

struct Final final { int a; };  // expect: final=yes
union FinalUnion final { int a; };  // expect: final=yes
struct FinalFunction { virtual void f() final; };  // expect: any; final=no not-declared-final
struct FinalDestructor { virtual ~FinalDestructor() final; };  // expect: any; final=no
