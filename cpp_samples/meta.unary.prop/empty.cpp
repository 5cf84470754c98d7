// [meta.unary.prop]: is_empty.
// podcheck: std=c++11..c++26

struct Empty {};  // expect: empty=yes
class Functions { void f(); static int s; typedef int type; struct Nested { int n; }; };  // expect Functions: empty=yes  // expect Nested: empty=no data-member
struct FromEmpty : Empty {};  // expect: empty=yes
struct Zero { int : 0; };  // expect: empty=yes
struct alignas(16) Aligned {};  // expect: empty=yes
struct Constructors { Constructors(); ~Constructors(); };  // expect: any; empty=yes

struct Data { int a; };  // expect: empty=no data-member
struct EmptyMember { Empty e; };  // expect: empty=no data-member
struct EmptyArray { Empty e[2]; };  // expect: empty=no data-member
struct Unnamed { int : 4; };  // expect: empty=no unnamed-bit-field
struct Virtual { virtual void f(); };  // expect: any; empty=no virtual-function
struct VirtualBase : virtual Empty {};  // expect: any; empty=no virtual-base
struct FromData : Data {};  // expect: empty=no non-empty-base
union EmptyUnion {};  // expect: empty=no union
struct Anonymous { union { int a; float b; }; };  // expect: empty=no data-member
