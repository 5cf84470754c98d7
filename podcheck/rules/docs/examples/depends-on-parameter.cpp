// podcheck: std=c++11..
template<class T> struct Box {  // trivially_copyable: ?
    T value;
};

// Near miss: a pointer is trivially copyable, whatever T is.
template<class T> struct Handle {  // trivially_copyable: yes
    T *value;
};
