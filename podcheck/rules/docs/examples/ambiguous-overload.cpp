// podcheck: std=c++11..
struct Part {
    Part() = default;
    Part(int size = 1);
};
struct Whole {  // trivially_default_constructible: no
    Part part;
};

// Near miss: the other constructor needs an argument.
struct Piece {
    Piece() = default;
    Piece(int size);
};
struct Puzzle {  // trivially_default_constructible: yes
    Piece piece;
};
