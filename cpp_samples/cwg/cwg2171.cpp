// CWG2171: a defaulted copy constructor or assignment that takes a non-const reference may be trivial. clang++ since 15.
// podcheck: std=c++11..c++26

// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct Constructor { Constructor() = default; Constructor(Constructor&) = default; int a; };  // expect: trivially_copy_constructible=no not-usable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct Both { Both() = default; Both(Both&) = default; Both(const Both&) = default; int a; };  // expect: trivially_copy_constructible=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct Assignment { Assignment& operator=(Assignment&) = default; int a; };  // expect: trivially_copy_assignable=no not-usable

// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
struct User { User() = default; User(User&); int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no
struct UserAssignment { UserAssignment& operator=(UserAssignment&); int a; };
struct Const { Const() = default; Const(const Const&) = default; int a; };
