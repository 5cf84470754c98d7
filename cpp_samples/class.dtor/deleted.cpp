// [class.dtor]/7: when a destructor is deleted. By CWG1734 the class is then not trivially copyable; no compiler here agrees.
// podcheck: std=c++11..c++23

// expect: trivially_copyable=no deleted-destructor; trivial=no not-trivially-copyable; pod=no not-trivial; trivially_destructible=no deleted-destructor
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct Deleted { ~Deleted() = delete; int a; };
// expect: trivially_copyable=no; trivial=no; pod=no; trivially_destructible=no deleted-destructor
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct Base : Deleted {};
// expect: trivially_copyable=no; trivial=no; pod=no; trivially_destructible=no deleted-destructor
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct Array { Deleted m[2]; };
struct Pointer { Deleted* p; };

// Access does not matter for the class itself ([class.prop] asks for a non-deleted one), only for those who use it.
class Private { ~Private() = default; int a; };  // expect: trivially_destructible=no inaccessible-destructor; trivially_default_constructible=no
// expect: trivially_copyable=no; trivial=no; pod=no; trivially_destructible=no deleted-destructor
// differs: trivial,pod g++<=14 clang++ CWG1734, CWG1496
// differs: trivial,pod g++>=15 CWG1734, [class.default.ctor]/2
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
struct HasPrivate { Private m; };
class Befriending { ~Befriending() = default; int a; friend struct Befriended; };  // expect: trivially_destructible=no inaccessible-destructor
struct Befriended { Befriending m; };  // expect: trivially_destructible=yes
