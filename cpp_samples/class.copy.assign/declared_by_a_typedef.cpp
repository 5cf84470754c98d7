// An assignment operator may be declared by the name of a function type.
// podcheck: std=c++11..c++23
struct Assigned;
typedef Assigned& assigning(const Assigned&);
// expect: trivially_copyable=no nontrivial-copy-assignment; trivial=no not-trivially-copyable; pod=no not-trivial
struct Assigned { assigning operator=; int x; };
struct Other { Other& operator=(const Assigned&); int x; };
