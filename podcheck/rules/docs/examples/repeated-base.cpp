// podcheck: std=c++98..
struct Tag {};
struct Left : Tag {};
struct Right : Tag {};
struct Both : Left, Right {};  // standard_layout: no

// Near miss: each path has a base of its own type.
template<class Side> struct TagOf {};
struct East : TagOf<East> {};
struct West : TagOf<West> {};
struct Sides : East, West {};  // standard_layout: yes
