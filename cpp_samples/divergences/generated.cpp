// What generated classes found: each was the smallest that showed a difference.
// podcheck: std=c++11..c++26

namespace hidden_template {  // for an rvalue the private template is better, so the holder's move is deleted and copies instead
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
class Inner { Inner& operator=(const Inner&) &; template<class U> Inner(U&&); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=yes; trivially_move_constructible=yes
// differs: trivially_copyable g++ PR98936
// differs: trivially_copyable clang++ llvm#59624
struct Holder { Inner inner; };
}  // namespace hidden_template

namespace hidden_copy {  // the template takes no rvalue; what is left is private
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
class Inner { template<class U> Inner(U&); Inner(const Inner&) = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
// differs[..c++14]: implicit_lifetime clang++=21 CWG2605
struct Derived : Inner {};
}  // namespace hidden_copy

namespace deleted_but_not_trivial {  // a deleted function does not count, however it would copy
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
struct Text { Text(const Text&); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivially_copyable g++ PR98936
// differs: trivially_copyable clang++ llvm#59624
struct Explicit { Explicit(const Explicit&) = delete; Text text; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivially_copyable clang++<=14 CWG2171
// differs: trivially_copyable g++ PR98936
// differs: trivially_copyable clang++>=15 llvm#59624
struct Volatile { Text text; Volatile(volatile Volatile&) = delete; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Reference { Text& text; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
union Assigned { Assigned& operator=(const Assigned&) const; int a; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout non-pod-member
// differs: trivially_copyable g++ PR98936
// differs: trivially_copyable clang++ llvm#59624
struct ByReference { Assigned assigned; int& r; };
}  // namespace deleted_but_not_trivial

namespace empty_union {
union Nothing {};
// expect: empty=yes
struct OnlyNothing { [[no_unique_address]] Nothing nothing; };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ PR97285
// differs: has_unique_object_representations clang++ [intro.object]/8
struct WithNothing { unsigned char c; [[no_unique_address]] Nothing nothing; };
}  // namespace empty_union

namespace late_empty_base {
struct Data { int i; };
struct Empty {};
// expect: has_unique_object_representations=yes
struct EmptyFirst : Empty, Data {};
// expect: has_unique_object_representations=yes
// differs[c++17..]: has_unique_object_representations g++ [meta.unary.prop]/10
struct EmptyLast : Data, Empty {};
}  // namespace late_empty_base

namespace all_variants_const {  // the members of an anonymous union within are variant members too
// expect: trivially_default_constructible=yes
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[..c++23]: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
union Nested { const int a; union { char b; int c; }; };
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++26]: trivially_default_constructible=yes
// differs[..c++23]: trivial,pod g++<=14 clang++ CWG1496
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible clang++ [class.default.ctor]/2
union WithoutMembers { const int a; union {}; };
struct Empty {};
// expect[..c++23]: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++26]: trivially_default_constructible=yes
// differs[..c++23]: trivial,pod g++<=14 CWG1496
// differs[c++26]: trivial,trivially_copyable,pod,trivially_default_constructible clang++ P3074R7
// differs[..c++23]: trivial,pod g++>=15 [dcl.init.general]/7
// differs[..c++23]: trivially_copyable clang++ llvm#59624
// differs[..c++23]: trivially_default_constructible g++ [dcl.init.general]/7
union OfClass { const Empty a[2]; };
// expect: trivially_default_constructible=yes
// differs[c++26]: trivial,trivially_copyable,pod clang++ P3074R7
// differs[..c++23]: trivial,trivially_copyable,pod clang++ llvm#59624
union OneOfTwo { const Empty a; int b; };
}  // namespace all_variants_const

namespace const_default_constructible {
struct Mutable { mutable bool b; };
struct FromMutable : Mutable {};
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 CWG1496
// differs: trivially_copyable,has_unique_object_representations clang++ llvm#59624
// differs: trivially_default_constructible clang++>=15 [dcl.init.general]/7
struct HasMutable { const FromMutable m; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; implicit_lifetime=no not-aggregate no-trivial-constructor
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
// differs: implicit_lifetime clang++=21 CWG2605
struct HasMutablePrivately { HasMutablePrivately(const HasMutablePrivately&) = delete; private: const FromMutable m; };
struct Empty {};
union Union { Empty e; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// differs: trivial,pod g++<=14 CWG1496
// differs: trivial,pod g++>=15 [dcl.init.general]/7
// differs: trivially_copyable clang++ llvm#59624
// differs: trivially_default_constructible g++ clang++=15 clang++=16 clang++=17 clang++=18 clang++=19 [dcl.init.general]/7
struct HasUnion { const Union u; };
struct Bits { int : 5; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; trivially_default_constructible=yes
// differs: trivial,trivially_copyable,pod g++ CWG1734
// differs: trivially_default_constructible g++<=11 clang++<=14 CWG2394
struct HasBits { const volatile Bits b; };
}  // namespace const_default_constructible

namespace anonymous {
// expect Reference<bool>: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// expect Reference<char>: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs Reference<bool>: trivial g++<=14 clang++ CWG1496
// differs Reference<bool>: has_unique_object_representations clang++ [meta.unary.prop]/10
// differs Reference<char>: trivial g++<=14 clang++ CWG1496
// differs Reference<char>: has_unique_object_representations clang++ [meta.unary.prop]/10
template<class T> struct Reference { T& r; };
// expect: trivial=no no-eligible-default-constructor; standard_layout=no reference-member; pod=no not-trivial not-standard-layout
// differs: trivial g++<=14 clang++ CWG1496
// differs: has_unique_object_representations clang++ [meta.unary.prop]/10
struct Rvalue { int&& r; };
// expect OfStruct<bool>: trivial=no no-eligible-default-constructor; standard_layout=no non-standard-layout-member; pod=no not-trivial not-standard-layout non-pod-member; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs OfStruct<bool>: trivially_copy_assignable,trivially_move_assignable clang++<=21 [class.copy.assign]/7
template<class T> struct OfStruct { struct { int a = 2; Reference<bool> b; }; };
enum { of_struct = sizeof(OfStruct<bool>) };
// expect: trivial=no nontrivial-default-constructor; standard_layout=no non-standard-layout-member; pod=no not-trivial not-standard-layout non-pod-member; trivially_copy_constructible=no not-usable
union InUnion { struct { int a = 2; Rvalue b; }; };
// expect[..c++23] InUnionOfUnion<char>: trivial=no no-eligible-default-constructor; pod=no not-trivial not-standard-layout non-pod-member
// expect InUnionOfUnion<char>: standard_layout=no non-standard-layout-member; trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// expect[c++26] InUnionOfUnion<char>: pod=no not-standard-layout non-pod-member
// differs[..c++23] InUnionOfUnion<char>: trivial g++<=14 clang++ CWG1496
// differs[c++26] InUnionOfUnion<char>: trivial g++>=15 P3074R7
// differs[c++26] InUnionOfUnion<char>: trivially_default_constructible g++ clang++ P3074R7
// differs InUnionOfUnion<char>: trivially_copy_assignable,trivially_move_assignable clang++<=21 [class.copy.assign]/7
template<class T> union InUnionOfUnion { union { Reference<T> a; int b; }; };
enum { in_union_of_union = sizeof(InUnionOfUnion<char>) };
struct Empty {};
// expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[c++26]: trivial,trivially_copyable,pod clang++ P3074R7
// differs[..c++23]: trivial,trivially_copyable,pod clang++ llvm#59624
union ConstClass { union { const Empty a; int b; }; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-move-constructor; pod=no not-trivial
// differs: implicit_lifetime clang++=21 CWG2605
struct Moved { Moved(const Moved&&); };
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor
// expect[c++26]: trivial=no not-trivially-copyable
// expect: trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial non-pod-member; trivially_copy_constructible=no not-usable; trivially_move_constructible=no not-usable
// differs[c++26]: trivially_default_constructible g++ clang++ P3074R7
union ConstMoved { union { const Moved a; int b; }; };
// expect: trivially_copy_assignable=no not-usable; trivially_move_assignable=no not-usable
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[..c++23]: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct WithTemplate { union { const double a; int b; }; template<class U> WithTemplate& operator=(U&); };
// differs[c++26]: trivial,pod g++>=15 P3074R7
// differs[..c++23]: trivial,pod g++>=15 [class.default.ctor]/2
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
// differs: trivially_copy_assignable,trivially_move_assignable clang++ [class.copy.assign]/7
struct ConstInt { union { const char a; int b; }; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial; trivially_move_assignable=no nontrivial-selected
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
// differs: trivially_move_assignable clang++ [class.copy.assign]/7
struct FallsBack { FallsBack& operator=(FallsBack&&) = default; ConstInt m; FallsBack& operator=(const FallsBack&); };
}  // namespace anonymous

namespace unnamed_bit_field_of_union {
// expect: has_unique_object_representations=no padding
// differs: has_unique_object_representations g++ [class.bit]/2
// differs: has_unique_object_representations clang++>=19 [meta.unary.prop]/10
// differs: has_unique_object_representations clang++<=18 llvm#61336
union Whole { char : 8; };
// expect: has_unique_object_representations=yes
// differs: has_unique_object_representations g++ clang++ [class.bit]/2
union Beside { int : 5; unsigned char c; };
}  // namespace unnamed_bit_field_of_union

namespace inaccessible_default_constructor {
struct Private { private: Private() = default; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial; trivially_default_constructible=no not-usable
// expect[c++11,c++14,c++20,c++23,c++26]: implicit_lifetime=no not-aggregate no-trivial-constructor
// expect[c++17]: implicit_lifetime=yes
// differs[c++11,c++14,c++20,c++23,c++26]: implicit_lifetime clang++=21 CWG2605
struct Derived : Private { Derived(const Derived&) = delete; Derived& operator=(const Derived&) = default; };
}  // namespace inaccessible_default_constructor

namespace lifetime {
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-copy-assignment nontrivial-destructor; standard_layout=no virtual-function; pod=no not-trivial not-standard-layout
struct Destroyed { virtual ~Destroyed(); };
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment nontrivial-destructor; standard_layout=no virtual-function non-standard-layout-base; pod=no not-trivial not-standard-layout
struct Derived : Destroyed {};
// expect: trivial=no not-trivially-copyable nontrivial-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor nontrivial-copy-assignment nontrivial-move-assignment nontrivial-destructor; standard_layout=no virtual-function virtual-base non-standard-layout-base; pod=no not-trivial not-standard-layout
struct Shared : virtual Derived {};
// expect[..c++23]: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move deleted-destructor
// expect[c++26]: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move
// expect: standard_layout=no non-standard-layout-member; pod=no not-trivial not-standard-layout non-pod-member; implicit_lifetime=yes
// differs[c++26]: trivially_default_constructible,trivially_destructible g++ clang++ P3074R7
// differs[..c++23]: implicit_lifetime clang++=21 CWG2605
// differs[c++26]: implicit_lifetime clang++=21 P3074R7
union Aggregate { Shared m; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial; implicit_lifetime=no not-aggregate no-trivial-constructor
// differs: trivially_copyable,has_unique_object_representations g++ clang++ CWG1734
// differs: implicit_lifetime clang++=21 CWG2605
class DeletedMove { DeletedMove(DeletedMove&&) = delete; volatile int v; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial; implicit_lifetime=yes
// differs: implicit_lifetime g++>=16 [class.copy.ctor]/11
struct TwoCopies { TwoCopies(const TwoCopies&) = default; TwoCopies(const TwoCopies&, int = 0); };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial
// differs: trivial,pod g++<=14 clang++ CWG1734
// differs: trivially_copyable g++ clang++ CWG1734
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
union ConstVariant { unsigned char a; ConstVariant& operator=(ConstVariant&&) = delete; const volatile int b; };
// expect: trivial=no not-trivially-copyable; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial non-pod-member; implicit_lifetime=yes
// differs: trivial,pod g++<=14 clang++ CWG1734
// differs: trivially_copyable g++ clang++ CWG1734
// differs[c++26]: trivially_default_constructible g++ P3074R7
// differs[..c++23]: trivially_default_constructible g++ [class.default.ctor]/2
// differs[c++26]: implicit_lifetime g++>=16 P3074R7
// differs[..c++23]: implicit_lifetime g++>=16 [class.default.ctor]/2
class OfConstVariant { ConstVariant m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
class MoveOnly { MoveOnly(MoveOnly&&) = default; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no no-eligible-copy-or-move; pod=no not-trivial non-pod-member; implicit_lifetime=yes
// differs: trivially_copyable g++ clang++ CWG1734
// differs: standard_layout,aggregate g++ [class.bit]/2
// differs: implicit_lifetime g++>=16 [class.bit]/2
class PrivateBits { int : 5; public: MoveOnly m; };
}  // namespace lifetime

namespace deleted_copies {
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct FromAnything { template<class U> FromAnything(U&); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member
// differs: trivially_copyable clang++<=14 CWG2171
// differs: trivially_copyable clang++>=15 llvm#59624
struct FromVolatile { FromVolatile(volatile FromVolatile&) = delete; FromAnything m; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
struct Forwarding { template<class... A> Forwarding(A&&...); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs: trivially_copyable clang++<=14 CWG2171
// differs: trivially_copyable clang++>=15 llvm#59624
struct OfForwarding : Forwarding { OfForwarding(OfForwarding&) = delete; };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial
union Greedy { template<class... A> Greedy(A&&...); };
// expect: trivial=no no-eligible-default-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=yes
// differs: trivially_copyable,trivially_copy_constructible,trivially_move_constructible g++ PR98936
// differs[c++20..]: implicit_lifetime g++>=16 PR98936
// differs: trivially_copyable clang++<=14 CWG2171
// differs: trivially_copyable clang++>=15 llvm#59624
union TwoCopies { TwoCopies(const TwoCopies&) = default; TwoCopies(TwoCopies&) = default; Greedy m; int i; };
}  // namespace deleted_copies

namespace const_members {
// expect: trivial=no not-trivially-copyable; trivially_copyable=no nontrivial-copy-assignment; pod=no not-trivial
struct Qualified { Qualified& operator=(const Qualified&) && = default; Qualified& operator=(const Qualified&) const&; };
// expect: trivial=no; trivially_copyable=no; pod=no
// differs: trivially_copy_assignable clang++ [class.copy.assign]/9
// differs: trivially_default_constructible clang++<=14 CWG2394
struct OfConst { const Qualified m; };
union Hollow { union {}; };
// expect: trivial=no; pod=no; trivially_default_constructible=no
// differs: trivial,pod g++<=14 CWG1496
// differs: trivial,pod g++>=15 [dcl.init.general]/7
// differs: trivially_default_constructible g++ [dcl.init.general]/7
// differs: trivially_default_constructible clang++=15 clang++=16 clang++=17 clang++=18 clang++=19 [class.default.ctor]/2
// differs: trivially_copyable clang++ llvm#59624
struct OfHollow { const Hollow m; };
}  // namespace const_members

// A virtual base that is deleted concerns no abstract class, its destructor defaulted or not.
// expect: trivial=no; trivially_copyable=no; pod=no; trivially_destructible=no deleted-destructor
// differs: trivial,trivially_copyable,pod g++ clang++ CWG1734
struct Undestroyed { ~Undestroyed() = delete; };
// expect: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; abstract=yes; trivially_destructible=no deleted-destructor
struct PureUndestroyed : private Undestroyed { virtual void f() = 0; };
// expect: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; abstract=yes; trivially_destructible=yes
// differs[..c++11]: trivially_destructible g++ CWG1658
struct VirtuallyUndestroyed : virtual PureUndestroyed { };
// expect: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; abstract=yes; trivially_destructible=yes
// differs: trivially_destructible g++ CWG1658
struct DefaultedUndestroyed : VirtuallyUndestroyed { ~DefaultedUndestroyed() = default; };

// An instance as virtual base of an abstract class, which does not destroy it: nobody else may either.
// expect: trivial=no; trivially_copyable=no; pod=no; trivially_destructible=no
class PrivatelyDestroyed { PrivatelyDestroyed(const PrivatelyDestroyed&); ~PrivatelyDestroyed() = default; };
// expect VirtualInstance<long>: trivial=no; trivially_copyable=no; pod=no; trivially_destructible=no deleted-destructor
// expect VirtualInstance<int>: trivial=no; trivially_copyable=no; pod=no; trivially_destructible=no deleted-destructor
// differs[c++11] VirtualInstance<long>: trivially_destructible g++>=16 CWG1658
// differs[c++14..] VirtualInstance<long>: trivially_destructible g++ CWG1658
template<class T> struct VirtualInstance : PrivatelyDestroyed { };
static VirtualInstance<int>* virtual_instance;
// expect: trivial=no; trivially_copyable=no; standard_layout=no; pod=no; abstract=yes
struct OfInstance : virtual VirtualInstance<long> { virtual ~OfInstance() = 0; };

namespace const_member_copied {  // Clang looks at any of the class's copy constructors, and has memcpy called for the one selected
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial
// differs: implicit_lifetime g++>=16 [class.copy.ctor]/11
struct Inner { Inner(const volatile Inner&); Inner(Inner&) = default; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=no nontrivial-selected
// differs: trivially_copy_constructible clang++>=15 [class.copy.ctor]/11
// differs: trivially_move_constructible clang++>=15 [class.copy.ctor]/11
struct Holder { const Inner inner; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor; pod=no not-trivial non-pod-member; trivially_copy_constructible=no nontrivial-selected
struct Plain { Inner inner; };
// expect: trivial=no not-trivially-copyable no-eligible-default-constructor; trivially_copyable=no nontrivial-copy-constructor nontrivial-move-constructor; pod=no not-trivial; trivially_copy_constructible=no nontrivial-selected
// differs: trivially_copyable clang++>=15 [class.copy.ctor]/11
// differs: trivially_copy_constructible clang++>=15 [class.copy.ctor]/11
// differs: trivially_move_constructible clang++>=15 [class.copy.ctor]/11
// differs[..c++14]: implicit_lifetime clang++=21 CWG2605
// differs[..c++14]: implicit_lifetime clang++>=22 [class.copy.ctor]/11
struct Deeper : Holder { };
}  // namespace const_member_copied
