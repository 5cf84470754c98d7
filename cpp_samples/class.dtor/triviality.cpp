// [class.dtor]/8: when a destructor is trivial.
// podcheck: std=c++11..c++26

struct Implicit { int a; };
struct Defaulted { ~Defaulted() = default; int a; };
// Virtual functions and bases don't make a destructor non-trivial; a virtual destructor is.
// expect: trivially_copyable=no; trivial=no; standard_layout=no virtual-function; pod=no; trivially_destructible=yes
struct VirtualFunction { virtual void f(); int a; };
struct Base { int a; };
// expect: trivially_copyable=no; trivial=no; standard_layout=no virtual-base; pod=no; trivially_destructible=yes
struct VirtualBase : virtual Base {};
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-copy-assignment nontrivial-destructor; trivial=no; standard_layout=no virtual-function; pod=no; trivially_destructible=no nontrivial-destructor
struct Virtual { virtual ~Virtual() = default; int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment nontrivial-destructor; trivial=no; standard_layout=no; pod=no; trivially_destructible=no nontrivial-destructor
struct FromVirtual : Virtual {};

// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_destructible=no nontrivial-destructor; trivially_default_constructible=no nontrivial-destructor
struct User { ~User(); int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_destructible=no nontrivial-destructor
struct DefaultedOutside { ~DefaultedOutside(); int a; };
inline DefaultedOutside::~DefaultedOutside() = default;
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_destructible=no nontrivial-destructor
struct FromUser : User {};
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial non-pod-member; trivially_destructible=no nontrivial-destructor
struct Member { User m; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial non-pod-member; trivially_destructible=no nontrivial-destructor
struct Array { int n; User m[2]; };
struct Pointer { User* p; };
struct StaticMember { static User u; int a; };
