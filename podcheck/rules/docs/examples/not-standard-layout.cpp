// podcheck: std=c++11..
struct Account {  // pod: no
    int number;
private:
    int balance;
};

// Near miss: all members have the same access.
class Purse {  // pod: yes
    int number;
    int balance;
};
