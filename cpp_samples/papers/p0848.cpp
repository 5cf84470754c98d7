// P0848R3 (C++20): conditionally trivial special member functions. Of those whose constraints are satisfied only the most
// constrained of each kind is eligible. clang++ since 16.
// podcheck: std=c++20..c++26

template<class T> concept Small = sizeof(T) <= 4;

// expect CopyPair<int>: trivially_copyable=yes
// expect CopyPair<long>: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
// differs CopyPair<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> struct CopyPair {
    T a;
    CopyPair() = default;
    CopyPair(const CopyPair&) requires Small<T> = default;
    CopyPair(const CopyPair&) {}
};
CopyPair<int>* copy_small;
CopyPair<long>* copy_big;

// expect DestructorPair<int>: trivially_destructible=yes
// expect DestructorPair<long>: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no; trivially_destructible=no
// differs DestructorPair<long>: trivial,trivially_copyable,pod,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
template<class T> struct DestructorPair {
    T a;
    ~DestructorPair() requires Small<T> = default;
    ~DestructorPair() {}
};
DestructorPair<int>* destructor_small;
DestructorPair<long>* destructor_big;

// expect AssignPair<int>: trivially_copy_assignable=yes
// expect AssignPair<long>: trivially_copyable=no nontrivial-copy-assignment; trivial=no; pod=no
// differs AssignPair<int>: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> struct AssignPair {
    T a;
    AssignPair& operator=(const AssignPair&) requires Small<T> = default;
    AssignPair& operator=(const AssignPair&) { return *this; }
};
AssignPair<int>* assign_small;
AssignPair<long>* assign_big;

// An unsatisfied constructor is not eligible; it is still user-declared, so there is no implicit one.
// expect OnlySmall<int>: trivially_copy_constructible=yes
// expect OnlySmall<long>: trivially_copyable=yes; trivially_copy_constructible=no not-usable
// differs OnlySmall<long>: trivial,trivially_copyable,pod,has_unique_object_representations clang++>=16 llvm#63352
template<class T> struct OnlySmall {
    T a;
    OnlySmall() = default;
    OnlySmall(const OnlySmall&) requires Small<T> = default;
};
OnlySmall<int>* only_small;
OnlySmall<long>* only_big;

// The default constructor is unsatisfied: there is none.
// expect DefaultUnsatisfied<long>: trivial=no no-eligible-default-constructor; pod=no not-trivial
// differs DefaultUnsatisfied<long>: trivial,pod g++<=14 clang++<=15 P0848R3
template<class T> struct DefaultUnsatisfied {
    T a;
    DefaultUnsatisfied() requires Small<T> = default;
};
DefaultUnsatisfied<long>* default_unsatisfied;

// Every class with an instance of a conditionally trivial one follows.
// differs: has_unique_object_representations clang++<=13 P0848R3
struct HasBoth { CopyPair<int> a; DestructorPair<int> b; };  // expect: trivially_copyable=yes
// expect: trivially_copyable=no nontrivial-destructor; trivial=no; pod=no
// differs: trivial,trivially_copyable,pod,trivially_default_constructible,trivially_copy_constructible,trivially_move_constructible,trivially_destructible,has_unique_object_representations clang++<=14 P0848R3
struct HasBig { DestructorPair<long> b; };
