// CWG2595: which special member functions are eligible: only those whose constraints are satisfied are compared.
// podcheck: std=c++20..c++26

template<class T> concept Small = sizeof(T) == 4;
template<class T> concept SmallAndBig = Small<T> && sizeof(T) == 8;

// The more constrained constructor is unsatisfied, so it does not hide the other one.
// differs: trivial,trivially_copyable,pod,has_unique_object_representations clang++<=15 P0848R3
template<class T> struct Unsatisfied {  // expect template: any
    T a;
    Unsatisfied() = default;
    Unsatisfied(const Unsatisfied&) requires SmallAndBig<T> {}
    Unsatisfied(const Unsatisfied&) requires Small<T> = default;
};
Unsatisfied<int>* unsatisfied;
// Satisfied, it does.
// expect MoreConstrained<int>: trivially_copyable=no nontrivial-copy-constructor; trivial=no; pod=no
template<class T> struct MoreConstrained {
    T a;
    MoreConstrained() = default;
    MoreConstrained(const MoreConstrained&) requires (Small<T> && true) {}
    MoreConstrained(const MoreConstrained&) = default;
};
MoreConstrained<int>* more_constrained;
