// podcheck: std=c++11..
struct Leaf {  // final: no
    virtual void draw() const final;
};

// Near miss: the class itself is final.
struct Blade final {};  // final: yes
