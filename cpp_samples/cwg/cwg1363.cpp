// CWG1363: a class may have several default constructors; all eligible ones must be trivial for a trivial class.
// podcheck: std=c++11..c++23

// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial g++<=14 CWG1363
// differs: pod g++<=14 clang++ CWG1363
struct Two { Two() = default; Two(int = 0) {} int a; };
// differs: trivial g++>=15 clang++ CWG1496
// differs: pod g++>=15 CWG1496
struct OtherDeleted { OtherDeleted() = default; OtherDeleted(int = 0) = delete; int a; };
struct One { One() = default; One(int) {} int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct OnlyUser { OnlyUser(int = 0) {} int a; };
