// podcheck: std=c++98..
struct Base {};
struct Derived : virtual Base {};  // polymorphic: no

// Near miss: the destructor is virtual.
struct Root {  // polymorphic: yes
    virtual ~Root();
};
