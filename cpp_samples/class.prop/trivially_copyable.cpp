// [class.prop]/1: trivially copyable classes.
// podcheck: std=c++11..c++26

namespace eligible_functions_are_trivial {  // 1.2: each eligible copy or move function is trivial

struct Plain { int a; char text[8]; };
struct Defaulted { Defaulted(const Defaulted&) = default; Defaulted& operator=(const Defaulted&) = default; Defaulted() = default; int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct UserCopy { UserCopy() = default; UserCopy(const UserCopy&); int a; };
// expect: trivially_copyable=no nontrivial-move-constructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct UserMove { UserMove() = default; UserMove(UserMove&&); int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no not-trivially-copyable; pod=no not-trivial
struct UserCopyAssign { UserCopyAssign& operator=(const UserCopyAssign&); int a; };
// expect: trivially_copyable=no nontrivial-move-assignment; trivial=no not-trivially-copyable; pod=no not-trivial
struct UserMoveAssign { UserMoveAssign& operator=(UserMoveAssign&&); int a; };
// `= default` outside the class makes it user-provided.
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct DefaultedOutside { DefaultedOutside() = default; DefaultedOutside(const DefaultedOutside&); int a; };
inline DefaultedOutside::DefaultedOutside(const DefaultedOutside&) = default;
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no not-trivially-copyable; pod=no not-trivial non-pod-member
struct ThroughMember { UserCopy m; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no not-trivially-copyable; pod=no not-trivial non-pod-member
struct ThroughArray { int n; UserCopy m[4]; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct ThroughBase : UserCopy {};

}  // namespace eligible_functions_are_trivial

namespace not_copy_functions {  // what is no special member function does not matter

struct OtherConstructors { OtherConstructors() = default; OtherConstructors(int); explicit OtherConstructors(const char*); int a; };
// expect: trivial=no nontrivial-default-constructor; pod=no not-trivial
struct UserDefault { UserDefault(); int a; };
struct Template { Template() = default; template<class T> Template(const T&); template<class T> Template& operator=(const T&); int a; };
struct OtherAssignment { OtherAssignment& operator=(int); int a; };
class PrivateDefaulted { PrivateDefaulted(const PrivateDefaulted&) = default; int a; public: PrivateDefaulted() = default; };
struct Const { Const() = default; const int a = 1; };  // expect: trivial=no nontrivial-default-constructor; pod=no not-trivial

}  // namespace not_copy_functions

namespace destructor {  // 1.3: a trivial, non-deleted destructor

struct Defaulted { ~Defaulted() = default; int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct User { ~User(); int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial
struct UserEmpty { ~UserEmpty() {} int a; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no not-trivially-copyable; pod=no not-trivial non-pod-member
struct ThroughMember { User m; };
// expect: trivially_copyable=no deleted-destructor; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_destructible=no
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Deleted { ~Deleted() = delete; int a; };

}  // namespace destructor

namespace nothing_eligible {  // 1.1: at least one copy or move function is eligible

// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct AllDeleted { AllDeleted() = default; AllDeleted(const AllDeleted&) = delete; AllDeleted& operator=(const AllDeleted&) = delete; int a; };
struct OnlyMovable { OnlyMovable() = default; OnlyMovable(OnlyMovable&&) = default; OnlyMovable& operator=(OnlyMovable&&) = default; int a; };
struct OnlyAssignable { OnlyAssignable() = default; OnlyAssignable(const OnlyAssignable&) = delete; OnlyAssignable& operator=(const OnlyAssignable&) = default; int a; };
struct OnlyCopyable { OnlyCopyable() = default; OnlyCopyable(const OnlyCopyable&) = default; OnlyCopyable& operator=(const OnlyCopyable&) = delete; int a; };

}  // namespace nothing_eligible
