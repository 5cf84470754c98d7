// CWG2736 (open): M(X) has the types of members at offset zero, not those of their bases, although the base of a member lies there too.
// podcheck: std=c++11..c++26

struct Empty {};
struct FromEmpty : Empty {};
// Two objects of type Empty can't share an address, so `m` is not at offset zero; by the text it is standard-layout.
struct MemberOfSameBase : Empty { FromEmpty m; };
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
struct MemberOfSameType : Empty { Empty m; };
