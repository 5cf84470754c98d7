// CWG2605: an aggregate is of implicit-lifetime type if its destructor is not user-provided.
// podcheck: std=c++11..c++26

struct NontrivialDestructor { ~NontrivialDestructor(); };  // expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no; implicit_lifetime=no user-provided-destructor nontrivial-destructor
// The implicit destructor is not trivial, yet not user-provided.
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no; implicit_lifetime=yes
struct Aggregate { NontrivialDestructor m; };
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no; implicit_lifetime=no user-provided-destructor nontrivial-destructor
struct AggregateWithDestructor { int a; ~AggregateWithDestructor(); };
struct Plain { int a; };  // expect: implicit_lifetime=yes
// expect: implicit_lifetime=yes; trivial=no; pod=no; aggregate=no
struct TrivialCopyOnly { TrivialCopyOnly(int); int a; };
// expect: implicit_lifetime=no not-aggregate nontrivial-destructor; aggregate=no; trivially_copyable=no; trivial=no; pod=no
struct NonAggregate { NonAggregate(int); NontrivialDestructor m; };
// expect: implicit_lifetime=yes; trivially_copyable=no deleted-destructor; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod,has_unique_object_representations g++ clang++ CWG1734
struct DeletedDestructor { ~DeletedDestructor() = delete; int a; };
