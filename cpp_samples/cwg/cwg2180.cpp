// CWG2180: assignment looks at direct bases and members; an indirect virtual base is assigned by the class that has it directly.
// podcheck: std=c++11..c++26

struct Virtual { int a; };
struct Direct : virtual Virtual { Direct& operator=(const Direct&); };  // expect: any; trivially_copyable=no
// expect: any; trivially_copyable=no; trivially_copy_assignable=no nontrivial-selected
struct Indirect : Direct {};

struct Unassignable { Unassignable& operator=(const Unassignable&) = delete; };
struct HoldsIt : virtual Unassignable { HoldsIt& operator=(const HoldsIt&); };  // expect: any
// Its assignment calls HoldsIt's alone: it is not deleted.
// expect: any; trivially_copy_assignable=no nontrivial-selected
struct Below : HoldsIt {};
