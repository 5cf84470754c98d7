// CWG2610: what makes a class with bases no aggregate is a private or protected direct base, no indirect one.
// podcheck: std=c++17..c++26

struct Base { int a; };  // expect: aggregate=yes
struct Public : Base {};  // expect: aggregate=yes
struct Private : private Base {};  // expect: aggregate=no non-public-base
struct Protected : protected Base {};  // expect: aggregate=no non-public-base
class PrivateByDefault : Base {};  // expect: aggregate=no non-public-base
// The private base is not this class's direct base.
struct Indirect : Private {};  // expect: aggregate=yes
struct PrivateMembers { int a; private: int b; };  // expect: aggregate=no non-public-member; standard_layout=no mixed-access; pod=no
// expect: aggregate=yes; standard_layout=no non-standard-layout-base; pod=no not-standard-layout
struct FromPrivateMembers : PrivateMembers {};
// expect: any; aggregate=no virtual-base
struct Virtual : virtual Base {};
// Of virtual base classes indirect ones count too ([dcl.init.aggr]/1.4).
// expect: any; aggregate=no virtual-base
struct FromVirtual : Virtual {};
