// [class.default.ctor]/3: when a default constructor is trivial.
// podcheck: std=c++11..c++26

struct Implicit { int a; };
struct Defaulted { Defaulted() = default; int a; };
struct NoexceptDefaulted { NoexceptDefaulted() noexcept(false) = default; int a; };
struct ExplicitDefaulted { explicit ExplicitDefaulted() = default; int a; };  // expect[c++11..c++17]: aggregate=no explicit-constructor

namespace user_provided {

// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct Inside { Inside() {} int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct OutsideDefaulted { OutsideDefaulted(); int a; };
inline OutsideDefaulted::OutsideDefaulted() = default;

}  // namespace user_provided

namespace virtuals {  // 3.1: no virtual functions and no virtual bases

// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no; standard_layout=no virtual-function; pod=no; trivially_default_constructible=no
struct VirtualFunction { virtual void f(); };
struct Base { int a; };
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no; standard_layout=no virtual-base; pod=no; trivially_default_constructible=no
struct VirtualBase : virtual Base {};
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no; standard_layout=no; pod=no; trivially_default_constructible=no
struct VirtualDestructor { virtual ~VirtualDestructor() = default; };

}  // namespace virtuals

namespace initializers {  // 3.2: no default member initializers

struct None { int a, b; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct Equals { int a, b = 2; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct Braces { int a{}; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct Pointer { int* p = nullptr; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no nontrivial-selected
struct InAnonymousUnion { union { int a = 1; float b; }; };
struct Statics { static const int a = 1; int b; enum { c = 3 }; };
struct DefaultArguments { void f(int = 1); int a; };

}  // namespace initializers

namespace subobjects {  // 3.3, 3.4: the default constructors of bases and members are trivial

struct User { User(); int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Base : User {};  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Member { User m; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
struct Array { User m[3][2]; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
struct EmptyUser { EmptyUser() {} };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct EmptyBase : EmptyUser { int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Pointer { User* p; };
struct Static { static User u; int a; };

}  // namespace subobjects
