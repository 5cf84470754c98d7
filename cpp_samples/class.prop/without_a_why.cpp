// podcheck: std=c++17..c++23
// Classes of which Clang says no without a reason of its own: here each has one.
struct Empty {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
struct FirstMember : Empty { Empty e; };
// expect: standard_layout=yes
struct SecondMember : Empty { int a; Empty e; };

struct Left : Empty {};
struct Right : Empty {};
// expect: standard_layout=no repeated-base; pod=no not-standard-layout
struct Repeated : Left, Right {};
struct Single : Left {};

struct Data { int a; };
struct Middle : Data {};
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct Indirect : Middle { int b; };
struct OnlyInherited : Middle {};

// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct UnnamedBits : Data { int : 3; };
struct UnnamedBitsAlone { int : 3; };

// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment; trivial=no not-trivially-copyable nontrivial-default-constructor; standard_layout=no virtual-function; pod=no not-trivial not-standard-layout
struct Virtual { virtual void f(); };
struct Plain { void f(); };

// expect[c++17]: aggregate=no explicit-constructor
// expect[c++20..]: aggregate=no user-declared-constructor
struct Explicit { explicit Explicit() = default; int a; };
// expect[c++17]: aggregate=yes
// expect[c++20..]: aggregate=no user-declared-constructor
struct Implicit { Implicit() = default; int a; };
