// podcheck: std=c++98..
struct Letter {  // trivial: ?
    Address receiver;  // error: unknown type name 'Address'
};

// Near miss: what is declared only can be pointed to.
struct Sender;
struct Card {  // trivial: yes
    Sender *sender;
};
