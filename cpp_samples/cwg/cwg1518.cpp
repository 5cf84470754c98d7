// CWG1518, CWG1630: an explicit constructor, even a defaulted one, makes a class no aggregate.
// podcheck: std=c++11..c++26

struct Plain { int a; };  // expect: aggregate=yes
// expect[c++11..c++17]: aggregate=yes
// expect[c++20..]: aggregate=no user-declared-constructor
struct Defaulted { Defaulted() = default; int a; };
// expect[c++11..c++17]: aggregate=no explicit-constructor
// expect[c++20..]: aggregate=no user-declared-constructor
struct Explicit { explicit Explicit() = default; int a; };
// expect[c++11..c++17]: aggregate=no explicit-constructor
// expect[c++20..]: aggregate=no user-declared-constructor
struct ExplicitCopy { ExplicitCopy() = default; explicit ExplicitCopy(const ExplicitCopy&) = default; int a; };
struct ExplicitConversion { explicit operator bool() const; int a; };  // expect: aggregate=yes
