// CWG1881: bit-fields, unnamed ones and those of width zero too, must be declared in the class that has the members.
// podcheck: std=c++11..c++26

struct ZeroWidth { int : 0; };
struct Unnamed { int : 4; };
struct Named { int b : 4; };
struct Empty {};

// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: standard_layout,pod g++<=11 CWG1881
struct FromZeroWidth : ZeroWidth { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct FromUnnamed : Unnamed { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct FromNamed : Named { int a; };
struct FromEmpty : Empty { int a; };
struct Nothing : Unnamed {};
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
struct UnnamedInDerived : Named { int : 4; };
struct AllInOne : Empty { int a; int : 0; int b; };
