// Which constructors and assignment operators there are, and which of them count.
// podcheck: std=c++11..c++26

namespace ctor_deleted {
// CWG1496: a class whose only default constructor is deleted is not trivial
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { S() = delete; int a; };
}  // namespace ctor_deleted

namespace copy_deleted_both {
// CWG1734: nothing left to copy or move with
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { S() = default; S(const S&) = delete; S& operator=(const S&) = delete; int a; };
}  // namespace copy_deleted_both

namespace copy_move_deleted_all_four {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { S() = default; S(const S&) = delete; S(S&&) = delete; S& operator=(const S&) = delete; S& operator=(S&&) = delete; int a; };
}  // namespace copy_move_deleted_all_four

namespace move_deleted_only {
// S(S&&)=delete: copy constructor and copy assignment implicitly deleted, no move assignment
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { S() = default; S(S&&) = delete; int a; };
}  // namespace move_deleted_only

namespace dtor_deleted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct S { ~S() = delete; int a; };
}  // namespace dtor_deleted

namespace two_default_ctors_one_trivial {
// CWG1363: two default constructors, one of them not trivial; default-initialisation is ambiguous
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// differs: trivial g++<=14 CWG1363
// differs: pod g++<=14 clang++ CWG1363
struct S { S() = default; S(int = 0) {} int a; };
}  // namespace two_default_ctors_one_trivial

namespace two_default_ctors_other_deleted {
// CWG1496 (C++17): deleted ones are disregarded
// differs: trivial g++>=15 clang++ CWG1496
// differs: pod g++>=15 CWG1496
struct S { S() = default; S(int = 0) = delete; int a; };
}  // namespace two_default_ctors_other_deleted

namespace ctor_template_variadic_plus_default {
// expect: trivial=unknown unspecified; pod=unknown not-trivial
struct S { S() = default; template<class... A> S(A&&...); int a; };
}  // namespace ctor_template_variadic_plus_default

namespace copy_nonconst_defaulted {
// CWG2171: S(S&)=default is trivial
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S() = default; S(S&) = default; int a; };
}  // namespace copy_nonconst_defaulted

namespace copy_nonconst_and_const_defaulted {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S() = default; S(S&) = default; S(const S&) = default; int a; };
}  // namespace copy_nonconst_and_const_defaulted

namespace copy_nonconst_user_const_defaulted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; trivially_copy_constructible=yes; trivially_move_constructible=yes
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct S { S() = default; S(S&); S(const S&) = default; int a; };
}  // namespace copy_nonconst_user_const_defaulted

namespace copy_nonconst_deleted_const_defaulted {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S() = default; S(S&) = delete; S(const S&) = default; int a; };
}  // namespace copy_nonconst_deleted_const_defaulted

namespace copy_volatile_user_const_defaulted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; trivially_copy_constructible=yes; trivially_move_constructible=yes
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct S { S() = default; S(const S&) = default; S(volatile S&); int a; };
}  // namespace copy_volatile_user_const_defaulted

namespace copy_volatile_deleted_const_defaulted {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S() = default; S(const S&) = default; S(volatile S&) = delete; int a; };
}  // namespace copy_volatile_deleted_const_defaulted

namespace assign_nonconst_defaulted {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S& operator=(S&) = default; int a; };
}  // namespace assign_nonconst_defaulted

namespace assign_two_nonconst_user_const_defaulted {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial; trivially_copy_assignable=yes; trivially_move_assignable=yes
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
struct S { S& operator=(S&); S& operator=(const S&) = default; int a; };
}  // namespace assign_two_nonconst_user_const_defaulted

namespace assign_two_nonconst_deleted_const_defaulted {
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { S& operator=(S&) = delete; S& operator=(const S&) = default; int a; };
}  // namespace assign_two_nonconst_deleted_const_defaulted

namespace assign_volatile_lhs_user_extra {
// two copy assignment operators; the volatile one is not trivial
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial; trivially_copy_assignable=yes; trivially_move_assignable=yes
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
struct S { S& operator=(const S&) = default; volatile S& operator=(const S&) volatile; int a; };
}  // namespace assign_volatile_lhs_user_extra
