// [special]: which special member functions there are, implicitly declared, defaulted, deleted or one's own.
// podcheck: std=c++11..c++26

struct RuleOfZero { int a; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-copy-assignment nontrivial-destructor; trivial=no; pod=no
struct RuleOfThree { RuleOfThree() = default; RuleOfThree(const RuleOfThree&); RuleOfThree& operator=(const RuleOfThree&); ~RuleOfThree(); int* p; };
// expect: trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment nontrivial-destructor; trivial=no; pod=no
struct RuleOfFive { RuleOfFive(); RuleOfFive(const RuleOfFive&); RuleOfFive(RuleOfFive&&); RuleOfFive& operator=(const RuleOfFive&); RuleOfFive& operator=(RuleOfFive&&); ~RuleOfFive(); int* p; };
struct AllDefaulted { AllDefaulted() = default; AllDefaulted(const AllDefaulted&) = default; AllDefaulted(AllDefaulted&&) = default; AllDefaulted& operator=(const AllDefaulted&) = default; AllDefaulted& operator=(AllDefaulted&&) = default; ~AllDefaulted() = default; int* p; };
// expect: trivially_copyable=no nontrivial-move-constructor nontrivial-move-assignment nontrivial-destructor; trivial=no; pod=no
struct OnlyMovable { OnlyMovable() = default; OnlyMovable(OnlyMovable&&); OnlyMovable& operator=(OnlyMovable&&); ~OnlyMovable(); int* p; };
// A template does not stop the implicit functions.
struct Templates { Templates() = default; template<class T> Templates(T&, int); template<class T> Templates& operator=(T&); int a; };
// A constructor template does stop the implicit default constructor (CWG2871).
// expect: trivial=no no-eligible-default-constructor; pod=no
struct OnlyTemplate { template<class T> OnlyTemplate(T, int); int a; };
// using-declarations declare none.
struct Base { Base(int); int a; };  // expect: trivial=no no-eligible-default-constructor; pod=no
struct Inheriting : Base { using Base::Base; };  // expect: trivial=no no-eligible-default-constructor; pod=no
