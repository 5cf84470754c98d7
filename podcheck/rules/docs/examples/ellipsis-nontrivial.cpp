// podcheck: std=c++11..
void log(const char *format, ...);

struct Text {
    Text(const Text &other);
    char *characters;
};
void show(const Text &text) {
    log("%s", text);  // finds: ellipsis-nontrivial
}

// Near miss: a member that C has.
void tell(const Text &text) {
    log("%s", text.characters);
}
