// podcheck: std=c++11..
class Key {
    Key() = default;
};
struct Door {  // trivially_default_constructible: no
    Key key;
};

// Near miss: the class that holds the member is a friend.
class Code {
    Code() = default;
    friend struct Safe;
};
struct Safe {  // trivially_default_constructible: yes
    Code code;
};
