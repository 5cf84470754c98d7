// N3653 (C++14): default member initializers don't stop a class from being an aggregate.
// podcheck: std=c++11..c++26

struct None { int a; };  // expect: aggregate=yes
// expect[c++11]: aggregate=no default-member-initializer; trivial=no; pod=no
// expect[c++14..]: aggregate=yes; trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Equals { int a = 1; };
// expect[c++11]: aggregate=no default-member-initializer; trivial=no; pod=no
// expect[c++14..]: aggregate=yes; trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Braces { int a; int b{}; };
struct Static { static const int a = 1; int b; };  // expect: aggregate=yes
struct Member { Equals m; };  // expect: aggregate=yes; trivial=no; pod=no
// Whether an initializer within an anonymous union is "of the class" was unclear in C++11; the compilers differ.
// expect[c++11]: aggregate=unknown; trivial=no; pod=no
// expect[c++14..]: aggregate=yes; trivial=no; pod=no
struct Anonymous { union { int a = 1; float b; }; };
