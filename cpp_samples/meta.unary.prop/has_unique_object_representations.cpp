// [meta.unary.prop]/10: has_unique_object_representations: trivially copyable, and equal values mean equal bytes. (For x86-64.)
// podcheck: std=c++11..c++26

struct Int { int a; };  // expect: has_unique_object_representations=yes
struct Same { int a; unsigned b; };  // expect: has_unique_object_representations=yes
struct Chars { char a; short b; };  // expect: has_unique_object_representations=no padding
struct Packed { char a; char b; short c; };  // expect: has_unique_object_representations=yes
struct Tail { int a; char b; };  // expect: has_unique_object_representations=no padding
struct Array { int a[3]; };  // expect: has_unique_object_representations=yes
struct Pointers { int* a; void (*f)(); int Int::* m; };  // expect: has_unique_object_representations=yes
enum class Enum : int { one };
struct HasEnum { Enum e; bool b[4]; };  // expect: has_unique_object_representations=yes
struct Floating { float a; };  // expect: has_unique_object_representations=no floating-member
struct DoubleArray { double a[2]; };  // expect: has_unique_object_representations=no floating-member
struct HasTail { Tail t; };  // expect: has_unique_object_representations=no padding
struct Empty {};  // expect: has_unique_object_representations=no
struct FromEmpty : Empty { int a; };  // expect: has_unique_object_representations=yes
struct EmptyMember { Empty e; int a; };  // expect: has_unique_object_representations=no
struct NotCopyable { NotCopyable(const NotCopyable&); int a; };  // expect: any; has_unique_object_representations=no not-trivially-copyable

struct FullBits { unsigned a : 8; unsigned b : 24; };  // expect: has_unique_object_representations=yes
struct FewBits { unsigned a : 8; unsigned b : 23; };  // expect: has_unique_object_representations=no padding
// expect: has_unique_object_representations=no
// differs: has_unique_object_representations g++<=12 [class.bit]/2
// differs: has_unique_object_representations clang++<=16 llvm#61336
struct UnnamedBits { unsigned a : 16; unsigned : 8; unsigned b : 8; };

union SameSize { int a; unsigned b; };  // expect: has_unique_object_representations=yes
union OtherSize { int a; char b; };  // expect: has_unique_object_representations=no
struct alignas(8) Aligned { int a; };  // expect: has_unique_object_representations=no padding
// In a union they share their bits with the members, which decide.
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ [class.bit]/2
union UnionWithUnnamedBits { int : 5; int a; };
union OnlyUnnamedBits { int : 5; };  // expect: has_unique_object_representations=no padding
// Arrays without elements are an extension; their element type counts.
struct NoElements { int a; int b[0]; };  // expect: has_unique_object_representations=yes
struct NoEmptyElements { int a; Empty b[0]; };  // expect: has_unique_object_representations=no padding
