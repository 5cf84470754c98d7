// P1008R1 (C++20): a class with user-declared constructors is no aggregate, defaulted and deleted ones included.
// podcheck: std=c++11..c++23

struct Plain { int a; };  // expect: aggregate=yes
// expect[c++11..c++17]: aggregate=yes
// expect[c++20..]: aggregate=no user-declared-constructor
struct Defaulted { Defaulted() = default; int a; };
// expect[c++11..c++17]: aggregate=yes; trivial=no no-eligible-default-constructor; pod=no
// expect[c++20..]: aggregate=no user-declared-constructor; trivial=no no-eligible-default-constructor; pod=no
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Deleted { Deleted() = delete; int a; };
// expect[c++11..c++17]: aggregate=no user-provided-constructor; trivial=no; pod=no
// expect[c++20..]: aggregate=no user-declared-constructor; trivial=no; pod=no
struct Provided { Provided(); int a; };
// expect[c++11..c++17]: aggregate=no user-provided-constructor
// expect[c++20..]: aggregate=no user-declared-constructor
struct Template { Template() = default; template<class T> Template(T, int); int a; };
struct Destructor { ~Destructor() = default; int a; };  // expect: aggregate=yes
struct Assignment { Assignment& operator=(const Assignment&) = default; int a; };  // expect: aggregate=yes
