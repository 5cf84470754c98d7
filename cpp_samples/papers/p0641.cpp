// P0641R2 (C++20): a defaulted copy constructor whose type does not match the implicit one is deleted (before: an error).
// podcheck: std=c++20..c++26

// expect: any
struct M { M() = default; M(M&) {} };
// The implicit constructor would take Deleted&: const Deleted& is deleted, hence not eligible; assignment is left.
// expect: pod=no non-pod-member; trivially_copy_constructible=no not-usable
// differs: trivial,trivially_copyable g++ PR98936
// differs: trivial,trivially_copyable clang++ llvm#59624
struct Deleted { Deleted() = default; Deleted(const Deleted&) = default; M m; };
// The other way round is no mismatch.
struct Plain { int a; };
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct NonConst { NonConst() = default; NonConst(NonConst&) = default; Plain m; };  // expect: trivially_copy_constructible=no not-usable
struct Const { Const() = default; Const(const Const&) = default; Plain m; };  // expect: trivially_copy_constructible=yes
