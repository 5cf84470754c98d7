// podcheck: std=c++11..
struct Token {  // trivially_copy_constructible: no
    Token(Token &&) = default;
};

// Near miss: the copy constructor is declared too.
struct Coin {  // trivially_copy_constructible: yes
    Coin(Coin &&) = default;
    Coin(const Coin &) = default;
};
