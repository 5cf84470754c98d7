// CWG1496: a trivial class has an eligible (non-deleted) default constructor. Neither g++ nor clang++ implements it.
// podcheck: std=c++11..c++23

// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Deleted { Deleted() = delete; int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Const { const int a; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Base : Deleted {};
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Member { Deleted m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
union AllConst { const int a; const float b; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct DefaultedButDeleted { DefaultedButDeleted() = default; const int a; };

// No default constructor, or a non-trivial one: never trivial, and nobody doubts it.
struct None { None(int); int a; };  // expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct Nontrivial { Nontrivial(); const int a; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Static { static const int a; int b; };
struct Pointer { const int* a; };

// Of two, the deleted one is disregarded; clang++ takes it for a non-trivial one.
// differs: trivial g++>=15 clang++ CWG1496
// differs: pod g++>=15 CWG1496
struct OtherDeleted { OtherDeleted() = default; OtherDeleted(int = 0) = delete; int a; };
