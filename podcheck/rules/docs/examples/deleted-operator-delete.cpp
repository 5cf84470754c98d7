// podcheck: std=c++11..
struct Pooled {  // trivially_destructible: no
    virtual ~Pooled() = default;
    void operator delete(void *) = delete;
};

// Near miss: the destructor is not virtual, and has no need of it.
struct Static {  // trivially_destructible: yes
    ~Static() = default;
    void operator delete(void *) = delete;
};
