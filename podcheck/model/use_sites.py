"""The places where code relies on a trait of a class: what is done there, and with objects of which classes.

Facts, like those of `podcheck.model.facts`: what a use needs, and whether the class has it, is for the rules.
Sizes are in bytes.
"""

from __future__ import annotations

from enum import Enum

from podcheck.model.codec import Fact
from podcheck.model.problems import Location

WHOLE = "*"
"""In place of a member's name: the whole object."""


class Operation(Enum):
    """What is done with an object, or with its bytes."""

    COPY = "copy"  # memcpy and its kin
    FILL = "fill"  # memset and its kin
    REALLOCATE = "reallocate"  # realloc: the array's bytes move
    SORT = "sort"  # qsort: the elements' bytes are exchanged
    COMPARE = "compare"  # memcmp and its kin
    HASH = "hash"  # a hash or checksum of the bytes
    SEND = "send"  # the bytes leave the process: write, fwrite, send, ostream::write
    RECEIVE = "receive"  # the bytes come from outside: read, fread, recv, istream::read
    VIEW = "view"  # bytes that came from outside are taken for an object
    USE_STORAGE = "use-storage"  # raw storage is used as if an object were there
    BEGIN_AS_ZEROS = "begin-as-zeros"  # storage for objects is allocated, and set to zero: calloc
    BEGIN_UNSET = "begin-unset"  # storage for objects is allocated, and its bytes stay what they were: malloc, new
    HAND_OVER = "hand-over"  # the bytes, and sizeof the class, are passed to a function that nothing is known of
    OFFSET = "offset"  # offsetof
    C_LINKAGE = "c-linkage"  # by value into or out of an extern "C" function
    ELLIPSIS = "ellipsis"  # by value through `...`
    VA_ARG = "va-arg"
    ATOMIC = "atomic"  # std::atomic of the class
    EXCHANGE = "exchange"  # compare_exchange of a std::atomic of the class
    BIT_CAST = "bit-cast"
    START_LIFETIME = "start-lifetime"  # std::start_lifetime_as
    KERNEL = "kernel"  # by value into a CUDA kernel
    POD_TRAIT = "pod-trait"  # std::is_pod is asked
    NAMED = "named"  # an annotation names the traits
    UNFIT = "unfit"  # a function of the user's that can't be what the configuration says


class ObjectRole(Enum):
    """What becomes of an object at a use."""

    TO = "to"  # it is written
    FROM = "from"  # it is read
    OBJECT = "object"  # anything else


class UsedObject(Fact, frozen=True):
    """An object of class type at a use."""

    role: ObjectRole
    record: str
    """Its class's key."""

    single: bool = False
    """Whether it is one whole object that the code names (`&x`), or an array."""

    own: bool = False
    """Whether it is the object that a constructor or destructor is at work on."""

    cleared: bool = False
    """Whether its bytes were set before."""

    extent: int | None = None
    """Its size in bytes; None where a pointer leads to it."""

    whole: str = ""
    """The class whose base or member it is, with which it may share bytes; empty where it is none, or where that is not
    known.
    """

    part: str = ""
    """The member of `whole` that it is; empty for a base."""

    unset: bool = False
    """Whether it is, or lies in, a local variable whose padding nothing sets when it begins."""

    given: bool = False
    """Whether it is what a reference that is a parameter refers to."""

    handed: bool = False
    """Of what is compared or hashed, whether it is a variable that a call before may have set all bytes of."""

    this: bool = False
    """Whether it is the object of the member function that the use stands in, `*this`."""

    @property
    def made_here(self) -> bool:
        """Whether the code names it, and nobody else may have set all of its bytes."""
        return self.single and not self.handed


class SizeOf(Fact, frozen=True):
    """The operand of the `sizeof` that gives a number of bytes."""

    record: str | None
    """The key of the class that it names; None where it names none."""

    pointer: bool
    """Whether it is a pointer."""

    text: str
    """As the code has it."""


class CallSite(Fact, frozen=True):
    """One use of one or more objects."""

    operation: Operation
    name: str
    """The function or operator, as the code has it."""

    location: Location
    handled: tuple[UsedObject, ...]
    size: int | None = None
    """The number of bytes; None where libclang can't tell."""

    sizeof: SizeOf | None = None
    """The `sizeof` in its size argument; None where there is none."""

    traits: tuple[str, ...] = ()
    """Those that an annotation names."""

    instance: str = ""
    """The template instance that it is in; empty where it is in none."""

    beside: tuple[Operation, ...] = ()
    """Of POD_TRAIT, what else is done in the same function."""

    zeros: bool = False
    """Of FILL, whether all bytes are set to zero."""

    restored: tuple[str, ...] = ()
    """Of FILL, the members that get a value right behind it, in the same block; `*` for the whole object."""

    copied_back: bool = False
    """Of COPY into bytes of no class, whether they are copied into an object of the source's class afterwards."""

    set_anew: tuple[str, ...] = ()
    """Of RECEIVE, the members of the object that the function gives a value somewhere behind it: `list.next`."""

    numbers: tuple[str, ...] = ()
    """Of SEND, the members that the function before it gives null or an integer, whatever their type: `list.next`."""

    copies: bool = False
    """Of COPY, whether the class's own copy or move function does it, to its own object."""

    from_bytes: bool = False
    """Of COPY, whether the source is bytes that no object of a class is known to be in."""

    stays: bool = False
    """Of SEND and RECEIVE, whether the bytes go through a pipe that the file makes, and no process is begun there."""

    why: str = ""
    """Of UNFIT, why it can't be what the configuration says."""

    origin: Location | None = None
    """Where the given files call for `instance`."""

    of_class: bool = False
    """Whether `origin` is where the instance of the class is first named, and the function is a member of it."""


class ConstructorDefinition(Fact, frozen=True):
    """A default constructor that a file defines outside its class."""

    record: str
    """The class's key."""

    declared: Location
    """The place of the class, as its facts have it."""

    location: Location
    empty: bool = False
    """Whether it is written with an empty body and initialises nothing."""

    zeros: bool = False
    """Whether it sets nothing but zeros."""

    value: str = ""
    """The first member that gets another value, as written, where that is plain."""

    values: tuple[str, ...] = ()
    """All members that get another value, where it does nothing else; else empty."""


class Signature(Fact, frozen=True):
    """Which arguments of a function say what bytes it works on, by their numbers from 0; None where there is none."""

    operation: Operation
    to: int | None = None
    """The pointer to what is written."""

    source: int | None = None
    """The pointer to what is read."""

    also: int | None = None
    """The pointer to what is read besides."""

    size: int | None = None
    """The number of bytes, or of elements."""

    element: int | None = None
    """The size of an element, where `size` counts elements."""

    cast_only: bool = False
    """Whether it works on bytes only if it is given pointers to bytes."""

    filler: int | None = None
    """The value that all bytes are set to; without such an argument that is zero."""


def _kin(names: str, signature: Signature) -> dict[str, Signature]:
    return dict.fromkeys(names.split(), signature)


_COPY = Signature(Operation.COPY, to=0, source=1, size=2)
_SET = Signature(Operation.FILL, to=0, size=2, filler=1)
_OUT = Signature(Operation.SEND, source=1, size=2)
_IN = Signature(Operation.RECEIVE, to=1, size=2)
_HASH_MORE = Signature(Operation.HASH, source=1, size=2)

FUNCTIONS: dict[str, Signature] = {
    **_kin("memcpy memmove mempcpy wmemcpy wmemmove __memcpy_chk __memmove_chk", _COPY),
    **_kin("__builtin_memcpy __builtin_memmove __builtin_mempcpy __builtin_memcpy_inline", _COPY),
    **_kin("__builtin___memcpy_chk __builtin___memmove_chk __builtin___mempcpy_chk", _COPY),
    **_kin("memccpy", Signature(Operation.COPY, to=0, source=1, size=3)),
    **_kin("memcpy_s memmove_s", Signature(Operation.COPY, to=0, source=2, size=3)),
    **_kin("bcopy __builtin_bcopy", Signature(Operation.COPY, to=1, source=0, size=2)),
    **_kin("memset wmemset memset_explicit __builtin_memset __builtin___memset_chk __builtin_memset_inline", _SET),
    **_kin("bzero explicit_bzero __builtin_bzero", Signature(Operation.FILL, to=0, size=1)),
    **_kin("realloc __builtin_realloc reallocf", Signature(Operation.REALLOCATE, source=0, size=1)),
    **_kin("reallocarray", Signature(Operation.REALLOCATE, source=0)),
    **_kin("qsort qsort_r", Signature(Operation.SORT, source=0, size=2)),
    **_kin(
        "memcmp bcmp wmemcmp __builtin_memcmp __builtin_bcmp timingsafe_bcmp timingsafe_memcmp CRYPTO_memcmp",
        Signature(Operation.COMPARE, source=0, also=1, size=2),
    ),
    **_kin("XXH32 XXH64 XXH3_64bits XXH3_128bits XXH3_64bits_withSeed", Signature(Operation.HASH, source=0, size=1)),
    **_kin("CityHash32 CityHash64 CityHash128 SpookyHash", Signature(Operation.HASH, source=0, size=1)),
    **_kin("MurmurHash2 MurmurHash64A MurmurHash3_x86_32", Signature(Operation.HASH, source=0, size=1)),
    **_kin("MurmurHash3_x86_128 MurmurHash3_x64_128", Signature(Operation.HASH, source=0, size=1)),
    **_kin("std::_Hash_bytes std::_Fnv_hash_bytes", Signature(Operation.HASH, source=0, size=1)),
    **_kin("std::_Hash_impl::hash", Signature(Operation.HASH, source=0, size=1)),
    **_kin("crc32 adler32 crc32_z adler32_z", Signature(Operation.HASH, source=1, size=2)),
    **_kin("MD4_Update MD5_Update SHA1_Update SHA224_Update SHA256_Update SHA384_Update SHA512_Update", _HASH_MORE),
    **_kin("EVP_DigestUpdate EVP_DigestSignUpdate HMAC_Update RIPEMD160_Update XXH3_64bits_update", _HASH_MORE),
    **_kin("XXH32_update XXH64_update XXH3_128bits_update crypto_generichash_update", _HASH_MORE),
    **_kin("MD4 MD5 SHA1 SHA224 SHA256 SHA384 SHA512", Signature(Operation.HASH, source=0, size=1)),
    **_kin("EVP_Digest", Signature(Operation.HASH, source=0, size=1)),
    **_kin("HMAC", Signature(Operation.HASH, source=3, size=4)),
    **_kin("XXH3_64bits_withSecret XXH128", Signature(Operation.HASH, source=0, size=1)),
    **_kin("compress compress2", Signature(Operation.SEND, source=2, size=3)),
    **_kin("uncompress uncompress2 BZ2_bzBuffToBuffDecompress", Signature(Operation.RECEIVE, to=0)),
    **_kin("BZ2_bzBuffToBuffCompress", Signature(Operation.SEND, source=2, size=3)),
    **_kin("BZ2_bzwrite", Signature(Operation.SEND, source=1, size=2)),
    **_kin("BZ2_bzread", Signature(Operation.RECEIVE, to=1, size=2)),
    **_kin("gzfwrite", Signature(Operation.SEND, source=0, size=2, element=1)),
    **_kin("gzfread", Signature(Operation.RECEIVE, to=0, size=2, element=1)),
    **_kin("LZ4_compress_default", Signature(Operation.SEND, source=0, size=2)),
    **_kin("LZ4_decompress_safe", Signature(Operation.RECEIVE, to=1)),
    **_kin("ZSTD_compress", Signature(Operation.SEND, source=2, size=3)),
    **_kin("ZSTD_decompress", Signature(Operation.RECEIVE, to=0)),
    **_kin("BIO_write gnutls_record_send zmq_send nn_send", _OUT),
    **_kin("BIO_read gnutls_record_recv zmq_recv nn_recv", _IN),
    **_kin("msgsnd", Signature(Operation.SEND, source=1)),  # the size leaves the first member out
    **_kin("msgrcv", Signature(Operation.RECEIVE, to=1)),
    **_kin("BZ2_bzWrite", Signature(Operation.SEND, source=2, size=3)),
    **_kin("BZ2_bzRead", Signature(Operation.RECEIVE, to=2, size=3)),
    **_kin("write send sendto mq_send __write SSL_write gzwrite", _OUT),
    **_kin("pwrite pwrite64", _OUT),
    **_kin("fwrite fwrite_unlocked", Signature(Operation.SEND, source=0, size=2, element=1)),
    **_kin("read recv recvfrom mq_receive __read SSL_read gzread pread pread64", _IN),
    **_kin("fread fread_unlocked", Signature(Operation.RECEIVE, to=0, size=2, element=1)),
    **_kin(
        "std::basic_ostream::write std::basic_streambuf::sputn", Signature(Operation.SEND, source=0, size=1)
    ),
    **_kin(
        "std::basic_istream::read std::basic_istream::readsome std::basic_streambuf::sgetn",
        Signature(Operation.RECEIVE, to=0, size=1),
    ),
    **_kin("std::copy_n", Signature(Operation.COPY, to=2, source=0, size=1, cast_only=True)),
    **_kin("std::copy std::copy_backward", Signature(Operation.COPY, to=2, source=0, cast_only=True)),
    **_kin("std::swap_ranges", Signature(Operation.COPY, to=2, source=0, cast_only=True)),
    **_kin("std::fill", Signature(Operation.FILL, to=0, cast_only=True, filler=2)),
    **_kin("std::fill_n", Signature(Operation.FILL, to=0, size=1, cast_only=True, filler=2)),
}  # fmt: skip
"""By name: a plain one for a function of the global namespace, or of std, or with C linkage; else with its scope."""

ALLOCATORS = frozenset({
    "malloc", "calloc", "aligned_alloc", "memalign", "valloc", "alloca", "__builtin_malloc", "__builtin_calloc",
    "__builtin_alloca", "operator new", "operator new[]", "g_malloc", "g_malloc0", "xmalloc", "xcalloc",
})  # fmt: skip
"""Functions whose result leads to storage that holds no object yet."""

MAPPINGS = frozenset({"mmap", "mmap64", "shmat", "MapViewOfFile", "MapViewOfFileEx"})
"""Functions whose result leads to bytes from outside."""

VECTORED = {
    **dict.fromkeys(("writev", "pwritev", "pwritev64", "pwritev2", "vmsplice", "sendmsg"), Operation.SEND),
    **dict.fromkeys(("readv", "preadv", "preadv64", "preadv2", "recvmsg"), Operation.RECEIVE),
}
"""Functions whose second argument leads to `iovec`s with pointers and sizes: `<sys/uio.h>`, `<sys/socket.h>`."""

PIPES = {"pipe": 0, "pipe2": 0, "socketpair": 3}
"""Functions that make two connected descriptors, with the number of the argument that leads to them."""

FORKS = frozenset({"fork", "vfork", "_Fork", "forkpty", "clone", "clone3", "posix_spawn", "posix_spawnp"})
"""Functions that begin another process, which may share the descriptors."""

BY_ARGUMENT = {
    "std::bit_cast": Operation.BIT_CAST,
    "std::start_lifetime_as": Operation.START_LIFETIME,
    "std::start_lifetime_as_array": Operation.START_LIFETIME,
}
"""Function templates whose template arguments are the classes."""
