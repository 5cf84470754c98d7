// What generated classes with constraints found: each was the smallest that showed a difference.
// podcheck: std=c++20..c++26

template<class T> concept Large = sizeof(T) > 4;
template<class T> concept Odd = Large<T> && sizeof(T) % 2 == 1;

// A private function that a constraint selects is eligible, but the derived class can't call it.
// expect PrivateMove<char>: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
// differs PrivateMove<char>: implicit_lifetime clang++=21 CWG2605
template<class T> struct PrivateMove { private: PrivateMove(PrivateMove&&) requires true; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
struct DerivedFromPrivateMove : PrivateMove<char> {};
// expect PrivateCopy<long long>: trivial=no no-eligible-default-constructor; pod=no not-trivial
template<class T> class PrivateCopy { PrivateCopy(const PrivateCopy&) requires (sizeof(T) > 4) = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
struct HasPrivateCopy { PrivateCopy<long long> m; };
// expect PrivateDestructor<int>: trivially_destructible=no inaccessible-destructor
template<class T> class PrivateDestructor { ~PrivateDestructor() requires true = default; };
static PrivateDestructor<int>* private_destructor;

// The template is selected to move; that does not make the unsatisfied constructor eligible.
// expect Unsatisfied<long>: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs Unsatisfied<long>: trivially_copyable g++>=13 clang++>=16 CWG1734
// differs Unsatisfied<long>: implicit_lifetime clang++=21 CWG2605
template<class T> struct Unsatisfied { Unsatisfied(Unsatisfied&&) requires Large<T> && Odd<T>; template<class... A> Unsatisfied(A&&...); };
static Unsatisfied<long>* unsatisfied;
// differs: trivial,trivially_copyable,pod g++<=12 clang++<=15 P0848R3
// differs: trivial,trivially_copyable,pod clang++>=16 llvm#63352
template<class T> struct UnsatisfiedAssignment { UnsatisfiedAssignment& operator=(const UnsatisfiedAssignment&) requires Large<T>; };
static UnsatisfiedAssignment<char>* unsatisfied_assignment;

// Of one kind only the most constrained is eligible, whatever its other parameters are.
// expect Ellipsis<double>: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; implicit_lifetime=yes
// differs Ellipsis<double>: trivial,pod g++<=14 clang++>=16 CWG1734
// differs Ellipsis<double>: trivially_copyable g++ clang++>=16 CWG1734
// differs Ellipsis<double>: trivially_copyable,pod clang++<=15 P0848R3
// differs Ellipsis<double>: trivially_default_constructible clang++=18 P0848R3
template<class T> struct Ellipsis { Ellipsis& operator=(Ellipsis&&) = delete; Ellipsis(...); Ellipsis() requires (sizeof(T) > 4) = default; };
static Ellipsis<double>* ellipsis;
// expect DefaultArgument<char>: trivial=no no-eligible-default-constructor; pod=no not-trivial; implicit_lifetime=yes
// differs DefaultArgument<char>: trivially_copyable g++<=12 clang++<=15 P0848R3
// differs DefaultArgument<char>: trivially_copyable g++>=13 [class.copy.ctor]/11
// differs DefaultArgument<char>: implicit_lifetime g++>=16 [class.copy.ctor]/11
template<class T> struct DefaultArgument { DefaultArgument(const DefaultArgument&, int = 0); DefaultArgument(const DefaultArgument&) requires (sizeof(T) <= 4) = default; };
static DefaultArgument<char>* default_argument;
// expect BothUnconstrained<long>: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; implicit_lifetime=yes
// differs BothUnconstrained<long>: implicit_lifetime g++>=16 [class.copy.ctor]/11
template<class T> union BothUnconstrained { BothUnconstrained(const BothUnconstrained&) = default; BothUnconstrained(const BothUnconstrained&, int = 0); BothUnconstrained(const BothUnconstrained&) requires (sizeof(T) <= 4) = delete; };
static BothUnconstrained<long>* both_unconstrained;
// expect DeletedWhenLarge<long>: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs DeletedWhenLarge<long>: trivial,pod clang++>=16 CWG1496
// differs DeletedWhenLarge<long>: trivial,pod g++ clang++<=15 P0848R3
// differs DeletedWhenLarge<long>: trivially_default_constructible g++ P0848R3
template<class T> union DeletedWhenLarge { DeletedWhenLarge() requires Large<T> = delete; DeletedWhenLarge() = default; };
static DeletedWhenLarge<long>* deleted_when_large;

// The selected destructor decides.
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct Copied { Copied(const Copied&, int = 0); };
// expect Destructors<double>: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; trivially_destructible=yes; implicit_lifetime=yes
// expect Destructors<char>: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-destructor; pod=no not-trivial; trivially_destructible=no nontrivial-destructor; implicit_lifetime=no user-provided-destructor no-trivial-constructor nontrivial-destructor
// differs Destructors<char>: trivially_destructible clang++<=14 P0848R3
template<class T> struct Destructors : Copied { ~Destructors() requires (sizeof(T) > 4) = default; ~Destructors() {} };
static Destructors<double>* destructors;
static Destructors<char>* other_destructors;
// Whether one that is not selected makes the class polymorphic, nobody says.
// expect VirtualOne<int>: trivial=unknown not-trivially-copyable nontrivial-default-constructor; trivially_copyable=unknown nontrivial-copy-constructor nontrivial-copy-assignment; standard_layout=unknown virtual-function; pod=unknown not-trivial not-standard-layout; polymorphic=unknown no-virtual-function
template<class T> struct VirtualOne { ~VirtualOne() requires true = default; virtual ~VirtualOne(); };
static VirtualOne<int>* virtual_one;
// If it does, there is a pointer, and padding behind a short member.
// expect VirtualBehind<int>: trivial=unknown; trivially_copyable=unknown; standard_layout=unknown; pod=unknown; has_unique_object_representations=no padding
// differs VirtualBehind<int>: has_unique_object_representations g++ P0848R3
template<class T> struct VirtualBehind { ~VirtualBehind() requires true = default; virtual ~VirtualBehind(); int value; };
static VirtualBehind<int>* virtual_behind;

// With another ref-qualifier it is of another kind, so both are eligible.
// expect RefQualified<long>: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-move-assignment; pod=no not-trivial
// differs RefQualified<long>: trivial,trivially_copyable,pod g++<=15 clang++<=17 P0848R3
// differs RefQualified<long>: trivially_move_assignable g++>=16 [class.copy.ctor]/11
// rejected: clang++<=15
template<class T> struct RefQualified { RefQualified& operator=(RefQualified&&) &&; RefQualified& operator=(RefQualified&&) requires Large<T> = default; };
static RefQualified<long>* ref_qualified;

// The constraints are not comparable, so both functions are eligible.
// expect EquallyConstrained<int>: trivial=no; trivially_copyable=no; pod=no; implicit_lifetime=yes
// differs EquallyConstrained<int>: implicit_lifetime g++>=16 [class.copy.ctor]/11
template<class T> struct EquallyConstrained { EquallyConstrained(const EquallyConstrained&) requires (sizeof(T) <= 4); EquallyConstrained(const EquallyConstrained&) requires true = default; };
static EquallyConstrained<int>* equally_constrained;

// expect VirtualFirst<double>: trivial=unknown; trivially_copyable=unknown; standard_layout=unknown; pod=unknown; trivially_destructible=yes
// expect VirtualFirst<char>: trivial=no; trivially_copyable=no nontrivial-destructor; standard_layout=unknown; pod=no
// differs VirtualFirst<double>: trivially_destructible g++ clang++<=14 P0848R3
template<class T> struct VirtualFirst { virtual ~VirtualFirst(); ~VirtualFirst() requires Large<T> = default; };
static VirtualFirst<double>* virtual_first;

// Where no constructor takes an rvalue, parentheses may initialise an aggregate's first base from it (P0960R3).
// expect: trivial=no; pod=no
// differs: trivially_copyable clang++<=14 CWG2171
struct FromRvalue { FromRvalue(volatile FromRvalue&) = delete; FromRvalue(FromRvalue&&) = default; };
// expect: trivial=no; trivially_copyable=no; pod=no; trivially_move_constructible=yes
// differs: trivially_copyable g++ clang++>=15 CWG1734
// differs: trivially_move_constructible g++ P0960R3
// differs: trivially_move_constructible clang++<=15 P0960R3
struct Parenthesised : FromRvalue { ~Parenthesised() = default; };

// A destructor is virtual if the selected one of a base is ([class.dtor]/13), not another one of the base's.
// expect: trivial=unknown; trivially_copyable=unknown; standard_layout=unknown; pod=unknown; trivially_destructible=yes; polymorphic=unknown
struct OfNonVirtual : VirtualOne<int> { };
// expect: trivial=no; trivially_copyable=no nontrivial-destructor; standard_layout=unknown; pod=no; trivially_destructible=no nontrivial-destructor
struct OfVirtual : VirtualFirst<char> { };

// The only destructor is the one selected, whatever its constraint, and a deleted one can be non-trivial.
// expect: trivial=no; trivially_copyable=no nontrivial-destructor; pod=no; trivially_destructible=no
struct Destroyed { ~Destroyed() { } };
// expect: trivial=no; trivially_copyable=no nontrivial-destructor deleted-destructor; pod=no; trivially_destructible=no nontrivial-destructor deleted-destructor
struct NotDestroyed { Destroyed m; ~NotDestroyed() = delete; };
// expect OnlyConstrained<int>: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; trivially_destructible=no deleted-destructor; abstract=yes
template<class T> struct OnlyConstrained { NotDestroyed m; virtual void f() = 0; ~OnlyConstrained() requires true = default; };
// expect: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; trivially_destructible=no nontrivial-destructor; abstract=yes
struct VirtuallyConstrained : virtual OnlyConstrained<int> { };

// The only operator that is viable is the one selected: its constraint is satisfied, and it is deleted.
// expect ConstVariant<char>: trivial=yes; trivially_copy_assignable=no not-usable
// differs ConstVariant<char>: trivially_copy_assignable,trivially_move_assignable clang++<=15 P0848R3
// differs ConstVariant<char>: trivially_copy_assignable,trivially_move_assignable clang++>=16 [class.copy.assign]/7
// differs[..c++23] ConstVariant<char>: trivially_default_constructible g++ [class.default.ctor]/2
// differs[..c++23] ConstVariant<char>: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26..] ConstVariant<char>: trivially_default_constructible g++ P3074R7
// differs[c++26..] ConstVariant<char>: trivial,pod g++>=15 P3074R7
template<class T> struct ConstVariant { union { const long m; int n; }; ConstVariant& operator=(const ConstVariant&) requires (sizeof(T) <= 4) = default; };
static ConstVariant<char>* const_variant;
// Whether a pure destructor that is not selected makes the class abstract, nobody says.
// expect PureOne<int>: trivial=unknown; trivially_copyable=unknown; standard_layout=unknown; pod=unknown; abstract=unknown no-pure-virtual-function; trivially_destructible=yes
// differs PureOne<int>: trivially_destructible g++ clang++<=14 P0848R3
template<class T> struct PureOne { virtual ~PureOne() = 0; ~PureOne() requires (sizeof(T) <= 4) = default; };
static PureOne<int>* pure_one;

// A virtual function that is not eligible is virtual all the same.
// expect VirtualLeftOut<long>: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; polymorphic=yes; empty=no
// differs VirtualLeftOut<long>: standard_layout,polymorphic,empty,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible g++ P0848R3
// differs VirtualLeftOut<long>: implicit_lifetime g++>=16 P0848R3
template<class T> struct VirtualLeftOut { VirtualLeftOut& operator=(const VirtualLeftOut&) requires Large<T>; virtual VirtualLeftOut& operator=(const VirtualLeftOut&) = default; };
static VirtualLeftOut<long>* virtual_left_out;

// Of two whose constraints can't be compared both are eligible, private ones too; one that is not trivial is enough.
// expect PrivatePair<double>: trivial=no nontrivial-default-constructor; pod=no; implicit_lifetime=yes
// differs PrivatePair<double>: pod clang++<=15 P0848R3
// differs PrivatePair<double>: pod clang++>=16 CWG1363
// differs PrivatePair<double>: trivial,pod g++<=14 CWG1363
template<class T> class PrivatePair { PrivatePair() requires true; PrivatePair() requires Large<T> = default; };
static PrivatePair<double>* private_pair;
