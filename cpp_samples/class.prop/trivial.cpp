// [class.prop]/2 (C++26: [depr.meta.types]): trivial classes are trivially copyable, with one or more eligible default
// constructors, all trivial.
// podcheck: std=c++11..c++26

struct Plain { int a; };
struct Empty {};
struct Defaulted { Defaulted() = default; int a; };
struct WithOther { WithOther() = default; WithOther(int); int a; };
class PrivateDefaulted { PrivateDefaulted() = default; int a; };

// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct UserProvided { UserProvided(); int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct UserProvidedEmpty { UserProvidedEmpty() {} int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct DefaultedOutside { DefaultedOutside(); int a; };
inline DefaultedOutside::DefaultedOutside() = default;
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct DefaultArgument { DefaultArgument(int = 0); int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Ellipsis { Ellipsis(...); int a; };

// No default constructor at all: nothing is eligible.
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct OnlyInt { OnlyInt(int); int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Deleted { Deleted() = delete; int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
struct MemberWithout { OnlyInt m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct ConstMember { const int a; };

// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Initialised { int a = 1; int b; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
struct ThroughMember { Initialised m; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial non-pod-member
struct ThroughArray { UserProvided m[2]; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct ThroughBase : UserProvided {};
struct StaticInitialised { static const int a = 1; int b; };

// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-destructor; pod=no not-trivial
struct Destructor { ~Destructor(); int a; };
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct Both { Both(); Both(const Both&); int a; };
