// CWG2394 (and CWG253): a const member of a class that needs no initializer does not delete the default constructor.
// podcheck: std=c++11..c++26

struct Empty {};
struct Initialised { int x = 0; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct User { User(); int x; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct Scalar { int x; };

// expect: trivially_default_constructible=yes
// differs: trivial,trivially_copyable,pod clang++ llvm#59624
// differs: trivially_default_constructible clang++<=14 CWG2394
struct ConstEmpty { const Empty m; };
// expect: trivial=no nontrivial-default-constructor; pod=no; trivially_default_constructible=no nontrivial-selected
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct ConstInitialised { const Initialised m; };
// expect: trivial=no nontrivial-default-constructor; pod=no; trivially_default_constructible=no nontrivial-selected
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct ConstUser { const User m; };
// expect: trivial=no no-eligible-default-constructor; pod=no; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 CWG1496
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
struct ConstScalar { const Scalar m; };
