// What overload resolution selects for members and bases: where the compilers part, or leave the standard.
// podcheck: std=c++11..c++26

namespace member_deleted_default {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
struct M { M() = delete; int x; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivial,pod g++<=14 clang++ CWG1496
struct S { M m; };
}  // namespace member_deleted_default

namespace member_deleted_dtor {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no deleted-destructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct M { ~M() = delete; int x; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial non-pod-member; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct S { M m; };
}  // namespace member_deleted_dtor

namespace member_private_dtor {
class M { ~M() = default; int x; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivial,pod g++>=15 CWG1734, [class.default.ctor]/2
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct S { M m; };
}  // namespace member_private_dtor

namespace base_private_dtor {
class M { ~M() = default; public: int x; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no deleted-destructor; pod=no not-trivial; has_unique_object_representations=no not-trivially-copyable
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivial,pod g++>=15 CWG1734, [class.default.ctor]/2
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct S : M { };
}  // namespace base_private_dtor

namespace base_private_default_ctor {
class M { M() = default; public: M(int); int x; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1496
// differs: trivial,pod,trivially_default_constructible g++>=15 [class.default.ctor]/2
struct S : M { };
}  // namespace base_private_default_ctor

namespace member_copy_nonconst_trivial {
// S(S&) is declared implicitly, trivial under CWG2171; no usable move constructor
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct M { M() = default; M(M&) = default; int x; };
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=15 llvm#59624
struct S { M m; };
}  // namespace member_copy_nonconst_trivial

namespace member_assign_nonconst_trivial {
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct M { M& operator=(M&) = default; int x; };
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=15 llvm#59624
struct S { M m; };
}  // namespace member_assign_nonconst_trivial

namespace member_assign_rref_qualified {
struct M { M() = default; M(const M&) = default; M& operator=(const M&) && = default; int x; };
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++ llvm#59624
struct S { M m; };
}  // namespace member_assign_rref_qualified

namespace member_copy_ambiguous {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct M { M() = default; M(const M&); M(const M&, int = 0); };
// expect: pod=no non-pod-member
// differs: trivial,trivially_copyable g++ PR98936
// differs: trivial,trivially_copyable clang++ llvm#59624
struct S { M m; };
}  // namespace member_copy_ambiguous

namespace member_default_ambiguous {
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
// differs: trivial g++<=14 CWG1363
// differs: pod g++<=14 clang++ CWG1363
struct M { M() = default; M(int = 0); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivial g++<=14 clang++ CWG1496
// differs: pod g++<=14 clang++ CWG1496, CWG1363
struct S { M m; };
}  // namespace member_default_ambiguous

namespace member_template_ctor_greedy_no_move {
// M has no move constructor: moving S picks the template => S's move constructor is not trivial
struct M { M() = default; M(const M&) = default; M& operator=(const M&) = default; template<class T> M(T&&); int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++<=14 PR110938
struct S { M m; };
}  // namespace member_template_ctor_greedy_no_move

namespace member_template_assign_greedy_no_move {
struct M { M() = default; M(const M&) = default; M& operator=(const M&) = default; template<class T> M& operator=(T&&); int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-assignment; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++ PR110938
struct S { M m; };
}  // namespace member_template_assign_greedy_no_move

namespace mutable_member_copy_overload {
// a mutable member is copied as a non-const lvalue: M(M&) is selected
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct M { M() = default; M(const M&) = default; M(M&); int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial non-pod-member; trivially_move_constructible=yes
// differs: trivially_move_constructible g++ [class.copy.ctor]/11
struct S { mutable M m; };
}  // namespace mutable_member_copy_overload

namespace nonmutable_member_copy_overload {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
// differs: trivially_copy_constructible,trivially_move_constructible g++ [class.copy.ctor]/11
struct M { M() = default; M(const M&) = default; M(M&); int x; };
// expect: pod=no non-pod-member; trivially_copy_constructible=yes; trivially_move_constructible=yes; has_unique_object_representations=yes
// differs: trivial,trivially_copyable,trivially_copy_constructible,trivially_move_constructible,has_unique_object_representations g++ [class.copy.ctor]/11
// differs: pod clang++ [depr.meta.types]/6
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct S { M m; };
}  // namespace nonmutable_member_copy_overload

namespace mutable_member_copy_overload_deleted {
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct M { M() = default; M(const M&) = default; M(M&) = delete; int x; };
// expect: has_unique_object_representations=yes
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=14 CWG2171
struct S { mutable M m; };
}  // namespace mutable_member_copy_overload_deleted

namespace mutable_member_template_ctor {
struct M { M() = default; M(const M&) = default; template<class T> M(T&&); int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; pod=no not-trivial
// differs: trivial,trivially_copyable,pod g++<=14 PR110938
struct S { mutable M m; };
}  // namespace mutable_member_template_ctor

namespace mutable_member_assign_overload {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
// differs: trivially_copy_assignable,trivially_move_assignable g++ [class.copy.ctor]/11
struct M { M& operator=(const M&) = default; M& operator=(M&); int x; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial non-pod-member; trivially_move_assignable=yes
// differs: trivially_move_assignable g++ [class.copy.ctor]/11
struct S { mutable M m; };
}  // namespace mutable_member_assign_overload
