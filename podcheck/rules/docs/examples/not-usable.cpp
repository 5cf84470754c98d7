// podcheck: std=c++11..
class Key {  // trivially_copy_constructible: no
    Key(const Key &) = default;
};

// Near miss: anybody may call it.
struct Label {  // trivially_copy_constructible: yes
    Label(const Label &) = default;
};
