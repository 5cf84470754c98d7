// podcheck: std=c++11..
#include <cstdarg>

struct Text {
    Text(const Text &other);
    char *characters;
};
void show(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_arg(arguments, Text);  // finds: va-arg-nontrivial
    va_end(arguments);
}

// Near miss: a pointer.
void tell(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    va_arg(arguments, char *);
    va_end(arguments);
}
