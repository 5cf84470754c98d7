// podcheck: std=c++98..
union Nothing {};  // empty: no

// Near miss: a struct without members.
struct Empty {};  // empty: yes
