// [class.copy.ctor]/6, /8, /10: when copy and move constructors are declared, and when they are deleted.
// podcheck: std=c++11..c++23

namespace move_declared {  // 6: a declared move constructor or move assignment deletes the implicit copy constructor

// expect: trivially_copy_constructible=no not-usable; trivially_move_constructible=yes
struct MoveConstructor { MoveConstructor() = default; MoveConstructor(MoveConstructor&&) = default; int a; };
// expect: trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
struct MoveAssignment { MoveAssignment& operator=(MoveAssignment&&) = default; int a; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_move_constructible=no not-usable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct DeletedMove { DeletedMove() = default; DeletedMove(DeletedMove&&) = delete; int a; };

}  // namespace move_declared

namespace no_move_declared {  // 8: copying and a destructor stop the move constructor; then moving copies

struct Destructor { ~Destructor() = default; int a; };  // expect: trivially_move_constructible=yes
// expect: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no; trivially_move_constructible=no nontrivial-selected
struct UserCopy { UserCopy() = default; UserCopy(const UserCopy&); int a; };
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no; trivially_move_constructible=yes
struct CopyAssignment { CopyAssignment& operator=(const CopyAssignment&); int a; };

}  // namespace no_move_declared

namespace subobjects {  // 10: a subobject can't be copied

// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod g++ clang++ CWG1734
struct NotCopyable { NotCopyable() = default; NotCopyable(const NotCopyable&) = delete; NotCopyable& operator=(const NotCopyable&) = delete; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no; pod=no; trivially_copy_constructible=no not-usable
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Base : NotCopyable { int a; };
// expect: trivially_copyable=no no-eligible-copy-or-move; trivial=no; pod=no; trivially_copy_constructible=no not-usable
// differs: trivial,trivially_copyable,pod g++ clang++ CWG1734
struct Member { NotCopyable m; int a; };
struct Pointer { NotCopyable* p; };
// An rvalue reference member deletes copying, not moving.
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no; trivially_copy_constructible=no not-usable; trivially_move_constructible=yes
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct RvalueReference { int&& r; };
// A member that can only be moved: the copy constructor is deleted, the class is still trivially copyable.
struct OnlyMovable { OnlyMovable() = default; OnlyMovable(OnlyMovable&&) = default; OnlyMovable& operator=(OnlyMovable&&) = default; int a; };
struct HasOnlyMovable { OnlyMovable m; };  // expect: trivially_copy_constructible=no not-usable; trivially_move_constructible=yes

}  // namespace subobjects
