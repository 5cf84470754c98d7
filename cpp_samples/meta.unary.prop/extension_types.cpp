// [meta.unary.prop]/10: has_unique_object_representations of types that an implementation adds, and of char8_t. (For x86-64.)
// podcheck: std=c++20..c++26

struct Text { char8_t unit; };  // expect: has_unique_object_representations=yes
// +0 and -0 are one value.
typedef float Floats __attribute__((vector_size(16)));
struct HasFloats { Floats lanes; };  // expect: has_unique_object_representations=no floating-member
struct HasComplex { _Complex double number; };  // expect: has_unique_object_representations=no floating-member
// A vector of integers is no more than they are; Clang looks into none.
typedef short Shorts __attribute__((vector_size(8)));
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct HasShorts { Shorts lanes; };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct HasComplexInt { _Complex int number; };
// Only Clang has these.
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations clang++<=14 [meta.unary.prop]/10
// rejected: g++ clang++<=13
struct Bits9 { _BitInt(9) value; };
// expect: has_unique_object_representations=yes
// rejected: g++ clang++<=13
struct Bits64 { unsigned _BitInt(64) value; };
// expect: has_unique_object_representations=no floating-member
// rejected: g++<=12 clang++<=14
struct Half { _Float16 value; };
