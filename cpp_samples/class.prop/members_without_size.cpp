// [class.prop]/3.6: zero-size members and bit-fields of width zero count wherever in the hierarchy they are declared. g++ overlooks
// them in an indirect base.
// podcheck: std=c++11..c++26

struct Empty {};
struct ZeroWidth { int : 0; };
struct ZeroSize { [[no_unique_address]] Empty e; };
struct FromZeroWidth : ZeroWidth {};
struct FromZeroSize : ZeroSize {};
struct Data { int a; };

// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs[c++17..]: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++<=13 llvm#47066
struct Direct : ZeroSize { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: standard_layout,pod g++<=11 CWG1881
// differs: standard_layout,pod g++>=12 [class.prop]/3.6
struct IndirectZeroWidth : FromZeroWidth { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: standard_layout,pod g++ [class.prop]/3.6
// differs[c++17..]: has_unique_object_representations g++ PR97285
struct IndirectZeroSize : FromZeroSize { int a; };
// expect: standard_layout=no data-in-several-classes; pod=no not-standard-layout
// differs: standard_layout,pod g++ [class.prop]/3.6
// differs[c++17..]: has_unique_object_representations g++ PR97285
struct TwoBases : FromZeroSize, Data {};
struct NothingElse : FromZeroSize {};
