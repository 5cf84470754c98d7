// C++98 [class]/4: a POD class is an aggregate without members of non-POD class or reference type, without a user-declared
// copy assignment operator and without a user-declared destructor. (The other traits are not C++98's.)
// podcheck: std=c++98

struct Plain { int a; char b[4]; double* c; };  // expect: aggregate=yes
union Union { int a; Plain p; };  // expect: aggregate=yes
struct Nested { Plain p[2]; Union u; };  // expect: aggregate=yes
struct Functions { int a; int get() const; static int count; };  // expect: aggregate=yes
struct MemberPointer { int Plain::* p; int (Plain::*f)(); };  // expect: aggregate=yes
struct OtherAssignment { int a; OtherAssignment& operator=(int); };  // expect: aggregate=yes

// expect: pod=no not-aggregate; aggregate=no non-public-member
class Private { int a; };
// expect: pod=no not-aggregate; aggregate=no non-public-member; standard_layout=no mixed-access
struct Protected { int a; protected: int b; };
// expect: pod=no not-aggregate; aggregate=no has-base
struct Derived : Plain {};
// expect: pod=no not-aggregate; aggregate=no user-declared-constructor; trivial=no nontrivial-default-constructor
struct Constructor { Constructor(); int a; };
// expect: pod=no not-aggregate; aggregate=no user-declared-constructor; trivial=no no-eligible-default-constructor
struct Converting { Converting(int); int a; };
// expect: pod=no not-aggregate; aggregate=no virtual-function; standard_layout=no; trivial=no; trivially_copyable=no
struct Virtual { virtual void f(); int a; };
// expect: pod=no user-declared-copy-assignment; aggregate=yes; trivial=no; trivially_copyable=no
struct Assignment { int a; Assignment& operator=(const Assignment&); };
// expect: pod=no user-declared-destructor; aggregate=yes; trivial=no; trivially_copyable=no
struct Destructor { int a; ~Destructor(); };
// expect: pod=no non-pod-member; aggregate=yes
struct HasPrivate { Private m; };
// expect: pod=no non-pod-member; aggregate=yes; trivial=no nontrivial-default-constructor
struct HasConstructorArray { Constructor m[2]; };
