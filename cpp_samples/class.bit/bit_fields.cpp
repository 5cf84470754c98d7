// [class.bit]: bit-fields are members; unnamed ones are not ([class.bit]/2), yet [class.prop]/3.6 asks about them.
// podcheck: std=c++11..c++26

struct Named { unsigned a : 3; unsigned b : 5; };
struct Private { private: unsigned a : 3; unsigned b : 5; };
struct Mixed { unsigned a : 3; private: unsigned b : 5; };  // expect: standard_layout=no mixed-access; pod=no not-standard-layout
// differs: has_unique_object_representations g++<=12 [class.bit]/2
// differs: has_unique_object_representations clang++<=16 llvm#61336
struct Unnamed { unsigned a : 16; unsigned : 8; unsigned b : 8; };
struct ZeroWidth { unsigned a : 3; unsigned : 0; unsigned b : 5; };
// The access of an unnamed one does not matter. g++ takes it for a member.
// expect: aggregate=yes
// differs: standard_layout,pod,aggregate g++ [class.bit]/2
struct PrivateUnnamed { int a; private: int : 4; };
// The first member is q.
struct Q {};
// expect: standard_layout=no base-is-first-member; pod=no not-standard-layout
// differs: standard_layout,pod g++ [class.bit]/2
struct UnnamedFirst : Q { int : 4; Q q; };
struct NamedFirst : Q { int n : 4; Q q; };
// expect: trivial=no no-eligible-default-constructor; pod=no
// differs: trivial,pod g++<=14 clang++ CWG1496
struct Const { const unsigned a : 4; };
enum class Colour : unsigned char { red, green };
struct Enumerated { Colour c : 2; bool b : 1; };
