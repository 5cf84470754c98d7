// Using-declarations of packs of bases: of an empty one they bring in nothing.
// podcheck: std=c++17..c++26

struct Plain { int a; };

template<class... B> struct Mixed : B... { using B::B...; int z; };
// expect: aggregate=yes
// differs: aggregate g++ [dcl.init.aggr]/1.1
template struct Mixed<>;
// expect: aggregate=no inherited-constructor; standard_layout=no data-in-several-classes; pod=no not-standard-layout
template struct Mixed<Plain>;

template<class... B> struct Beside : Plain, B... { using B::B...; int z; };
// expect: aggregate=yes; standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: aggregate g++ [dcl.init.aggr]/1.1
template struct Beside<>;
