// podcheck: std=c++11..
class Secret {
    ~Secret() = default;
};
struct Safe {  // trivially_destructible: no
    Secret secret;
};

// Near miss: the class that holds the member is a friend.
class Shared {
    ~Shared() = default;
    friend struct Vault;
};
struct Vault {  // trivially_destructible: yes
    Shared shared;
};
