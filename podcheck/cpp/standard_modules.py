"""The modules of the C++ library, as the headers that they stand for."""

from __future__ import annotations

import functools

STANDARD = frozenset({"std", "std.compat"})
"""The names of these modules."""

_HEADERS = """
algorithm any array atomic barrier bit bitset charconv chrono compare complex concepts condition_variable contracts
coroutine debugging deque exception execution expected filesystem flat_map flat_set format forward_list fstream
functional future generator hazard_pointer initializer_list inplace_vector iomanip ios iosfwd iostream istream iterator
latch limits linalg list locale map mdspan memory memory_resource mutex new numbers numeric optional ostream print queue
random ranges ratio rcu regex scoped_allocator semaphore set shared_mutex simd source_location span spanstream sstream
stack stacktrace stdexcept stdfloat stop_token streambuf string string_view syncstream system_error text_encoding thread
tuple type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio
cstdlib cstring ctime cuchar cwchar cwctype
"""
_C_HEADERS = """
ctype.h errno.h fenv.h float.h inttypes.h limits.h locale.h math.h setjmp.h signal.h stdarg.h stddef.h stdint.h stdio.h
stdlib.h string.h time.h uchar.h wchar.h wctype.h
"""


@functools.cache
def include_all_of(name: str) -> bytes:
    """Return the text that includes what the standard's module has."""
    headers = (_HEADERS + (_C_HEADERS if name == "std.compat" else "")).split()
    lines = [f"#if __has_include(<{header}>)\n#include <{header}>\n#endif\n" for header in headers]
    return "".join(["#pragma once\n", *lines]).encode()
