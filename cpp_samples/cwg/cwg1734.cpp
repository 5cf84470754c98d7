// CWG1734: a trivially copyable class has at least one copy or move function that is not deleted, and a destructor that is
// not deleted; deleted functions do not count otherwise. Neither g++ nor clang++ implements it (PR98936, llvm#38398).
// podcheck: std=c++11..c++26

// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct NothingLeft { NothingLeft() = default; NothingLeft(const NothingLeft&) = delete; NothingLeft& operator=(const NothingLeft&) = delete; int a; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct AllFour { AllFour() = default; AllFour(const AllFour&) = delete; AllFour(AllFour&&) = delete; AllFour& operator=(const AllFour&) = delete; AllFour& operator=(AllFour&&) = delete; int a; };
// A deleted move constructor deletes the copy constructor and copy assignment too.
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct OnlyMoveDeleted { OnlyMoveDeleted() = default; OnlyMoveDeleted(OnlyMoveDeleted&&) = delete; int a; };
// expect: trivially_copyable=no deleted-destructor; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Indestructible { ~Indestructible() = delete; int a; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct FromNothing : NothingLeft {};

// One is enough, whichever it is.
struct CopyConstructor { CopyConstructor() = default; CopyConstructor(const CopyConstructor&) = default; CopyConstructor& operator=(const CopyConstructor&) = delete; int a; };
struct MoveConstructor { MoveConstructor() = default; MoveConstructor(MoveConstructor&&) = default; int a; };
struct CopyAssignment { CopyAssignment() = default; CopyAssignment(const CopyAssignment&) = delete; CopyAssignment& operator=(const CopyAssignment&) = default; int a; };
struct MoveAssignment { MoveAssignment() = default; MoveAssignment& operator=(MoveAssignment&&) = default; int a; };
// One that is left, but not trivial, is no help.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct OneNontrivial { OneNontrivial() = default; OneNontrivial(const OneNontrivial&); OneNontrivial& operator=(const OneNontrivial&) = delete; int a; };

// The mirror image: a deleted function that would not be trivial does not count.
struct Overloaded { Overloaded() = default; Overloaded(const Overloaded&) = default; Overloaded(Overloaded&&) = default; Overloaded& operator=(const Overloaded&) & = delete; int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no
struct UserAssign { UserAssign& operator=(const UserAssign&); int a; };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable,has_unique_object_representations g++ PR98936
// differs: trivial,trivially_copyable,has_unique_object_representations clang++ llvm#59624
union UnionOfUserAssign { UserAssign m; int a; };
