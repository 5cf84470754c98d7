"""Every function of the table, by its header's declaration: a wrong use of it is found, right ones are not.

The declarations are those of the headers, written down here apart from the table, with simple types in place of the
library's own. TO, FROM and BYTES are the arguments that lead to bytes, SIZE and EACH those that say how many.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

import podcheck
from podcheck.model.use_sites import ALLOCATORS, BY_ARGUMENT, FUNCTIONS, MAPPINGS, VECTORED

DECLARATIONS = """
raw-copy
void* memcpy(void* TO, const void* FROM, size_t SIZE)
void* memmove(void* TO, const void* FROM, size_t SIZE)
void* mempcpy(void* TO, const void* FROM, size_t SIZE)
wchar_t* wmemcpy(wchar_t* TO, const wchar_t* FROM, size_t SIZE)
wchar_t* wmemmove(wchar_t* TO, const wchar_t* FROM, size_t SIZE)
void* __memcpy_chk(void* TO, const void* FROM, size_t SIZE, size_t room)
void* __memmove_chk(void* TO, const void* FROM, size_t SIZE, size_t room)
void* __builtin_memcpy(void* TO, const void* FROM, size_t SIZE)
void* __builtin_memmove(void* TO, const void* FROM, size_t SIZE)
void* __builtin_mempcpy(void* TO, const void* FROM, size_t SIZE)
void* __builtin_memcpy_inline(void* TO, const void* FROM, size_t SIZE)
void* __builtin___memcpy_chk(void* TO, const void* FROM, size_t SIZE, size_t room)
void* __builtin___memmove_chk(void* TO, const void* FROM, size_t SIZE, size_t room)
void* __builtin___mempcpy_chk(void* TO, const void* FROM, size_t SIZE, size_t room)
void* memccpy(void* TO, const void* FROM, int stop, size_t SIZE)
int memcpy_s(void* TO, size_t room, const void* FROM, size_t SIZE)
int memmove_s(void* TO, size_t room, const void* FROM, size_t SIZE)
void bcopy(const void* FROM, void* TO, size_t SIZE)
void __builtin_bcopy(const void* FROM, void* TO, size_t SIZE)
char* std::copy_n(const char* FROM, size_t SIZE, char* TO)
char* std::copy(const char* FROM, const char* end, char* TO)
char* std::copy_backward(const char* FROM, const char* end, char* TO)
char* std::swap_ranges(char* FROM, char* end, char* TO)

raw-fill
void* memset(void* TO, int value, size_t SIZE)
wchar_t* wmemset(wchar_t* TO, wchar_t value, size_t SIZE)
void* memset_explicit(void* TO, int value, size_t SIZE)
void* __builtin_memset(void* TO, int value, size_t SIZE)
void* __builtin___memset_chk(void* TO, int value, size_t SIZE, size_t room)
void __builtin_memset_inline(void* TO, int value, size_t SIZE)
void bzero(void* TO, size_t SIZE)
void explicit_bzero(void* TO, size_t SIZE)
void __builtin_bzero(void* TO, size_t SIZE)
void std::fill(char* TO, char* end, char value)
char* std::fill_n(char* TO, size_t SIZE, char value)

raw-reallocate
void* realloc(void* BYTES, size_t SIZE)
void* __builtin_realloc(void* BYTES, size_t SIZE)
void* reallocf(void* BYTES, size_t SIZE)
void* reallocarray(void* BYTES, size_t count, size_t each)

raw-sort
void qsort(void* BYTES, size_t count, size_t SIZE, int (*order)(const void*, const void*))
void qsort_r(void* BYTES, size_t count, size_t SIZE, int (*order)(const void*, const void*, void*), void* more)

raw-compare-padding
int memcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int bcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int wmemcmp(const wchar_t* BYTES, const wchar_t* BYTES, size_t SIZE)
int __builtin_memcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int __builtin_bcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int timingsafe_bcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int timingsafe_memcmp(const void* BYTES, const void* BYTES, size_t SIZE)
int CRYPTO_memcmp(const void* BYTES, const void* BYTES, size_t SIZE)

raw-hash-padding
unsigned XXH32(const void* BYTES, size_t SIZE, unsigned seed)
unsigned long XXH64(const void* BYTES, size_t SIZE, unsigned long seed)
unsigned long XXH3_64bits(const void* BYTES, size_t SIZE)
unsigned long XXH3_128bits(const void* BYTES, size_t SIZE)
unsigned long XXH3_64bits_withSeed(const void* BYTES, size_t SIZE, unsigned long seed)
unsigned long XXH3_64bits_withSecret(const void* BYTES, size_t SIZE, const void* secret, size_t length)
unsigned long XXH128(const void* BYTES, size_t SIZE, unsigned long seed)
int XXH32_update(struct State* state, const void* BYTES, size_t SIZE)
int XXH64_update(struct State* state, const void* BYTES, size_t SIZE)
int XXH3_64bits_update(struct State* state, const void* BYTES, size_t SIZE)
int XXH3_128bits_update(struct State* state, const void* BYTES, size_t SIZE)
unsigned CityHash32(const char* BYTES, size_t SIZE)
unsigned long CityHash64(const char* BYTES, size_t SIZE)
unsigned long CityHash128(const char* BYTES, size_t SIZE)
void SpookyHash(const void* BYTES, size_t SIZE, unsigned long* one, unsigned long* two)
unsigned MurmurHash2(const void* BYTES, int SIZE, unsigned seed)
unsigned long MurmurHash64A(const void* BYTES, int SIZE, unsigned long seed)
void MurmurHash3_x86_32(const void* BYTES, int SIZE, unsigned seed, void* out)
void MurmurHash3_x86_128(const void* BYTES, int SIZE, unsigned seed, void* out)
void MurmurHash3_x64_128(const void* BYTES, int SIZE, unsigned seed, void* out)
size_t std::_Hash_bytes(const void* BYTES, size_t SIZE, size_t seed)
size_t std::_Fnv_hash_bytes(const void* BYTES, size_t SIZE, size_t seed)
size_t std::_Hash_impl::hash(const void* BYTES, size_t SIZE, size_t seed)
unsigned long crc32(unsigned long sum, const unsigned char* BYTES, unsigned SIZE)
unsigned long crc32_z(unsigned long sum, const unsigned char* BYTES, size_t SIZE)
unsigned long adler32(unsigned long sum, const unsigned char* BYTES, unsigned SIZE)
unsigned long adler32_z(unsigned long sum, const unsigned char* BYTES, size_t SIZE)
int MD4_Update(struct State* state, const void* BYTES, size_t SIZE)
int MD5_Update(struct State* state, const void* BYTES, size_t SIZE)
int SHA1_Update(struct State* state, const void* BYTES, size_t SIZE)
int SHA224_Update(struct State* state, const void* BYTES, size_t SIZE)
int SHA256_Update(struct State* state, const void* BYTES, size_t SIZE)
int SHA384_Update(struct State* state, const void* BYTES, size_t SIZE)
int SHA512_Update(struct State* state, const void* BYTES, size_t SIZE)
int RIPEMD160_Update(struct State* state, const void* BYTES, size_t SIZE)
int EVP_DigestUpdate(struct State* state, const void* BYTES, size_t SIZE)
int EVP_DigestSignUpdate(struct State* state, const void* BYTES, size_t SIZE)
int HMAC_Update(struct State* state, const unsigned char* BYTES, size_t SIZE)
int crypto_generichash_update(struct State* state, const unsigned char* BYTES, unsigned long long SIZE)
unsigned char* MD4(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* MD5(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* SHA1(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* SHA224(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* SHA256(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* SHA384(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
unsigned char* SHA512(const unsigned char* BYTES, size_t SIZE, unsigned char* out)
int EVP_Digest(const void* BYTES, size_t SIZE, unsigned char* out, unsigned* length, struct State* type, void* engine)
unsigned char* HMAC(struct State* type, const void* key, int length, const unsigned char* BYTES, size_t SIZE, char* out)

bytes-out
long write(int file, const void* BYTES, size_t SIZE)
long __write(int file, const void* BYTES, size_t SIZE)
long pwrite(int file, const void* BYTES, size_t SIZE, long at)
long pwrite64(int file, const void* BYTES, size_t SIZE, long at)
long send(int socket, const void* BYTES, size_t SIZE, int flags)
long sendto(int socket, const void* BYTES, size_t SIZE, int flags, struct State* to, unsigned length)
int mq_send(int queue, const char* BYTES, size_t SIZE, unsigned priority)
int msgsnd(int queue, const void* BYTES, size_t size, int flags)
int SSL_write(struct State* ssl, const void* BYTES, int SIZE)
int BIO_write(struct State* bio, const void* BYTES, int SIZE)
long gnutls_record_send(struct State* session, const void* BYTES, size_t SIZE)
int zmq_send(void* socket, const void* BYTES, size_t SIZE, int flags)
int nn_send(int socket, const void* BYTES, size_t SIZE, int flags)
int gzwrite(struct State* file, const void* BYTES, unsigned SIZE)
size_t gzfwrite(const void* BYTES, size_t EACH, size_t SIZE, struct State* file)
size_t fwrite(const void* BYTES, size_t EACH, size_t SIZE, struct State* file)
size_t fwrite_unlocked(const void* BYTES, size_t EACH, size_t SIZE, struct State* file)
int compress(unsigned char* to, unsigned long* room, const unsigned char* BYTES, unsigned long SIZE)
int compress2(unsigned char* to, unsigned long* room, const unsigned char* BYTES, unsigned long SIZE, int level)
int BZ2_bzBuffToBuffCompress(char* to, unsigned* room, char* BYTES, unsigned SIZE, int block, int verbose, int work)
int BZ2_bzwrite(struct State* file, void* BYTES, int SIZE)
void BZ2_bzWrite(int* error, struct State* file, void* BYTES, int SIZE)
int LZ4_compress_default(const char* BYTES, char* to, int SIZE, int room)
size_t ZSTD_compress(void* to, size_t room, const void* BYTES, size_t SIZE, int level)
void std::basic_ostream::write(const char* BYTES, long SIZE)
long std::basic_streambuf::sputn(const char* BYTES, long SIZE)

bytes-in
long read(int file, void* BYTES, size_t SIZE)
long __read(int file, void* BYTES, size_t SIZE)
long pread(int file, void* BYTES, size_t SIZE, long at)
long pread64(int file, void* BYTES, size_t SIZE, long at)
long recv(int socket, void* BYTES, size_t SIZE, int flags)
long recvfrom(int socket, void* BYTES, size_t SIZE, int flags, struct State* from, unsigned* length)
long mq_receive(int queue, char* BYTES, size_t SIZE, unsigned* priority)
long msgrcv(int queue, void* BYTES, size_t size, long type, int flags)
int SSL_read(struct State* ssl, void* BYTES, int SIZE)
int BIO_read(struct State* bio, void* BYTES, int SIZE)
long gnutls_record_recv(struct State* session, void* BYTES, size_t SIZE)
int zmq_recv(void* socket, void* BYTES, size_t SIZE, int flags)
int nn_recv(int socket, void* BYTES, size_t SIZE, int flags)
int gzread(struct State* file, void* BYTES, unsigned SIZE)
size_t gzfread(void* BYTES, size_t EACH, size_t SIZE, struct State* file)
size_t fread(void* BYTES, size_t EACH, size_t SIZE, struct State* file)
size_t fread_unlocked(void* BYTES, size_t EACH, size_t SIZE, struct State* file)
int uncompress(unsigned char* BYTES, unsigned long* room, const unsigned char* from, unsigned long size)
int uncompress2(unsigned char* BYTES, unsigned long* room, const unsigned char* from, unsigned long* size)
int BZ2_bzBuffToBuffDecompress(char* BYTES, unsigned* room, char* from, unsigned size, int small, int verbose)
int BZ2_bzread(struct State* file, void* BYTES, int SIZE)
int BZ2_bzRead(int* error, struct State* file, void* BYTES, int SIZE)
int LZ4_decompress_safe(const char* from, char* BYTES, int size, int room)
size_t ZSTD_decompress(void* BYTES, size_t room, const void* from, size_t size)
void std::basic_istream::read(char* BYTES, long SIZE)
long std::basic_istream::readsome(char* BYTES, long SIZE)
long std::basic_streambuf::sgetn(char* BYTES, long SIZE)
"""

_BYTES = re.compile(r"\b(?:TO|FROM|BYTES)$")
_CODE = re.compile(r"^[a-z-]+$")
_DECLARATION = re.compile(r"^(?P<result>.*?[\w*]) (?P<name>[\w:]+)\((?P<parameters>.*)\)$")
_STANDARD = "std::"
_WRONG = {"raw-compare-padding": "padded", "raw-hash-padding": "padded"}
"""The object of a class that lacks what the operation needs; of most that is one with a destructor."""

_CLASSES = """using size_t = decltype(sizeof 0);
struct State;
struct Owner { Owner(); Owner(const Owner&); ~Owner(); int id, more; };
struct Padded { char kind; int id; };
struct Plain { int id, more; };
"""


def read_declarations() -> dict[str, tuple[str, str]]:
    """Return the declaration of each function, with the code of what is wrong with it there."""
    result, code = {}, ""
    for line in filter(None, DECLARATIONS.splitlines()):
        if _CODE.match(line):
            code = line
        elif match := _DECLARATION.match(line):
            result[match["name"]] = code, line
    return result


FOUND = read_declarations()


def split_parameters(text: str) -> list[str]:
    """Return the parameters, apart at the commas outside parentheses."""
    return re.split(r",\s*(?![^(]*\))", re.sub(r"\(\*\w+\)\([^)]*\)", "*order", text))


def declare(name: str, line: str) -> str:
    """Return the declaration as C++ has it: with C linkage, or in the namespace and the class that the name says."""
    if name.startswith("__builtin"):
        return ""
    bare = re.sub(r"\b(TO|FROM|BYTES|SIZE|EACH)\b", "", line)
    *scopes, last = name.split("::")
    text = bare.replace(f"{name}(", f"{last}(") + ";"
    if not scopes:
        return f'extern "C" {text}\n'
    if len(scopes) > 1:
        is_template = scopes[1].startswith("basic_")
        body = text.replace("const char*", "const C*").replace("(char*", "(C*") if is_template else f"static {text}"
        head = "template<class C> " if is_template else ""
        return f"namespace std {{ {head}struct {scopes[1]}_{last} {{ {body} }}; }}\n".replace(f"_{last} ", " ")
    return f"namespace std {{ {text} }}\n"


def call(name: str, line: str, at: int, given: str, size: str) -> str:
    """Return a call with that object's bytes as the argument number `at`."""
    match = _DECLARATION.match(line)
    assert match is not None
    words = []
    for index, parameter in enumerate(split_parameters(match["parameters"])):
        kind = parameter.rpartition(" ")[0].replace("struct State*", "State*")
        if index == at:
            words.append(f"({kind})&{given}" if kind.endswith("*") else given)
        elif parameter.endswith((" SIZE", " EACH")):
            words.append(size if parameter.endswith("SIZE") else "1")
        elif kind.endswith("*") or "*order" in parameter:
            words.append("nullptr" if "order" in parameter else f"({kind})buffer")
        else:
            words.append("1")
    *scopes, last = name.split("::")
    owner = f"static_cast<std::{scopes[1]}<char>*>(stream)->" if scopes[1:] and "basic_" in scopes[1] else ""
    callee = f"{owner}{last}" if owner else name
    return f"{callee}({', '.join(words)});"


@cache
def found_in(name: str) -> tuple[str, list[tuple[int, str]]]:
    """Return the source with a use of the function in each line, and the findings' lines and codes."""
    code, line = FOUND[name]
    match = _DECLARATION.match(line)
    assert match is not None
    places = [index for index, item in enumerate(split_parameters(match["parameters"])) if _BYTES.search(item)]
    wrong = _WRONG.get(code, "owner")
    lines = [declare(name, line).rstrip() or "//", "char buffer[64]; void* stream;"]
    lines.append("void use(Owner& owner, Padded& padded, Plain& plain) {")
    for place in places:
        lines.append(f"{call(name, line, place, wrong, f'sizeof {wrong}')}  // wrong")
        lines.append(call(name, line, place, "plain", "sizeof plain"))
        if " SIZE" in line:
            lines.append(call(name, line, place, wrong, "0"))
    text = _CLASSES + "\n".join([*lines, "}\n"])
    report = podcheck.check("use.cpp", text=text, cross_check=False)
    assert [problem.message for problem in report.problems] == []
    return text, [(finding.location.line, finding.code) for finding in report.findings]


def test_the_table_and_the_declarations_have_the_same_functions() -> None:
    assert sorted(FOUND) == sorted(FUNCTIONS)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_wrong_use_is_found_and_a_right_one_and_one_of_no_bytes_is_not(name: str) -> None:
    code, _ = FOUND[name]
    text, findings = found_in(name)
    wrong = [number for number, line in enumerate(text.splitlines(), 1) if line.endswith("// wrong")]
    assert wrong
    assert findings == [(number, code) for number in wrong]


_STORAGE = {
    "operator new": "static_cast<K*>(::operator new(8))",
    "operator new[]": "static_cast<K*>(::operator new[](8))",
}
_TWO = ("calloc", "aligned_alloc", "memalign", "xcalloc")


@pytest.mark.parametrize("name", sorted(ALLOCATORS))
def test_what_an_allocator_gives_holds_no_object_of_a_class_that_needs_to_be_made(name: str) -> None:
    builtin = name.startswith("__builtin_")
    two = name.removeprefix("__builtin_") in _TWO
    declared = "" if builtin or "operator" in name else f'extern "C" void* {name}(size_t{", size_t" if two else ""});'
    made = _STORAGE.get(name, f"(K*){name}({'8, 8' if two else '8'})")
    for kind, expected in (("Owner", ["storage-not-constructed"]), ("Plain", [])):
        body = f"void use() {{ K* p = {made}; p->id = 1; }}"
        text = f"#include <new>\n{_CLASSES}{declared}\n{body.replace('K*', f'{kind}*')}\n"
        report = podcheck.check("use.cpp", text=text, cross_check=False)
        assert [problem.message for problem in report.problems] == []
        assert [finding.code for finding in report.findings] == expected


@pytest.mark.parametrize("name", sorted(MAPPINGS))
def test_what_is_mapped_is_no_object_of_such_a_class(name: str) -> None:
    for kind, expected in (("Owner", ["bytes-viewed"]), ("Plain", [])):
        body = f'extern "C" void* {name}(int);\nvoid use() {{ {kind}* p = ({kind}*){name}(1); p->id = 1; }}\n'
        report = podcheck.check("use.cpp", text=_CLASSES + body, cross_check=False)
        assert [finding.code for finding in report.findings] == expected


def test_a_number_that_was_read_is_an_address_and_no_bytes() -> None:
    """bifrost keeps flags in the low bits of its pointers, and reads such a number from a file."""
    text = """#include <cstdint>
    #include <unistd.h>
    struct Owner { Owner(const Owner&); int id; };
    struct Tagged {
      uintptr_t bits; char bytes[8];
      void load(int fd) { read(fd, &bits, sizeof bits); read(fd, bytes, sizeof bytes); }
      Owner* get() const { return reinterpret_cast<Owner*>(bits & ~7ul); }
      Owner* in() { return reinterpret_cast<Owner*>(bytes); }
    };"""
    report = podcheck.check("use.cpp", text=text, cross_check=False)
    assert [(finding.code, finding.location.line) for finding in report.findings] == [("bytes-viewed", 8)]


@pytest.mark.parametrize("name", sorted(VECTORED))
def test_what_an_iovec_leads_to_is_sent_or_filled(name: str) -> None:
    code = "bytes-in" if VECTORED[name].value == "receive" else "bytes-out"
    message = name.endswith("msg")
    declared = (
        "struct iovec { void* iov_base; size_t iov_len; };\nstruct msghdr { iovec* msg_iov; size_t msg_iovlen; };\n"
        f'extern "C" long {name}(int, const {"msghdr" if message else "iovec"}*, int);\n'
    )
    for kind, expected in (("Owner", [code]), ("Plain", [])):
        body = f"void use({kind}& o) {{ iovec v = {{&o, sizeof o}}; " + (
            f"msghdr m; m.msg_iov = &v; m.msg_iovlen = 1; {name}(1, &m, 0); }}\n"
            if message
            else f"{name}(1, &v, 1); }}\n"
        )
        report = podcheck.check("use.cpp", text=_CLASSES + declared + body, cross_check=False)
        assert [finding.code for finding in report.findings] == expected


@pytest.mark.parametrize("name", sorted(BY_ARGUMENT))
def test_what_template_arguments_name_is_needed_of_these_classes(name: str) -> None:
    last = name.removeprefix("std::")
    declared, called = {
        "bit_cast": ("template<class T, class F> T bit_cast(const F&);", "bit_cast<Plain>(o)"),
        "start_lifetime_as": ("template<class T> T* start_lifetime_as(void*);", "start_lifetime_as<K>(&o)"),
        "start_lifetime_as_array": (
            "template<class T> T* start_lifetime_as_array(void*, size_t);",
            "start_lifetime_as_array<K>(&o, 1)",
        ),
    }[last]
    code = "bit-cast-not-trivially-copyable" if last == "bit_cast" else "lifetime-not-implicit"
    for kind, expected in (("Owner", [code]), ("Plain", [])):
        text = (
            f"{_CLASSES}namespace std {{ {declared} }}\nvoid use({kind}& o) {{ std::{called.replace('K', kind)}; }}\n"
        )
        report = podcheck.check("use.cpp", text=text, cross_check=False)
        assert [finding.code for finding in report.findings] == expected
