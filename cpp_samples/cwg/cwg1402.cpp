// CWG1402: a defaulted move function that is defined as deleted is ignored by overload resolution, so that moving copies.
// podcheck: std=c++11..c++26

struct CopyOnly { CopyOnly() = default; CopyOnly(const CopyOnly&) = default; CopyOnly& operator=(const CopyOnly&) = default; int a; };
struct NoMove { NoMove() = default; NoMove(const NoMove&) = default; NoMove& operator=(const NoMove&) = default; NoMove(NoMove&&) = delete; int a; };  // expect: trivially_move_constructible=no not-usable

struct HasCopyOnly { CopyOnly m; };  // expect: trivially_move_constructible=yes
// The implicit move constructor of this class is deleted, but ignored: moving it selects the copy constructor.
struct HasNoMove { NoMove m; };  // expect: trivially_move_constructible=yes; trivially_move_assignable=yes
// Written as deleted, it is not ignored.
// expect: trivially_move_constructible=no not-usable; trivially_copy_constructible=yes
struct WrittenDeleted { WrittenDeleted() = default; WrittenDeleted(const WrittenDeleted&) = default; WrittenDeleted(WrittenDeleted&&) = delete; WrittenDeleted& operator=(const WrittenDeleted&) = default; NoMove m; };
// expect: trivially_move_constructible=yes; trivially_copy_constructible=yes
struct DefaultedMove { DefaultedMove() = default; DefaultedMove(const DefaultedMove&) = default; DefaultedMove(DefaultedMove&&) = default; DefaultedMove& operator=(const DefaultedMove&) = default; NoMove m; };
// A user-declared copy leaves no move at all.
// expect: trivially_move_constructible=yes; trivially_move_assignable=yes
struct Neither { Neither() = default; Neither(const Neither&) = default; Neither& operator=(const Neither&) = default; NoMove m; };
