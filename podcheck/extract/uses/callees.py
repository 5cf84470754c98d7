"""What a called function does with the bytes of its arguments, each function looked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TypeKind as Clang
from msgspec import Struct

from podcheck.extract.libclang.cursors import (
    FUNCTION_IDS,
    PATTERN_IDS,
    RECORD_IDS,
    ancestors,
    argument_types,
    definition,
    identity,
    template_of,
)
from podcheck.extract.libclang.typed_calls import (
    argument_at,
    argument_count,
    has_attributes,
    is_in_system_header,
    is_inline_namespace,
    is_variadic,
    kind_id,
    referenced_by,
    share_unit,
)
from podcheck.extract.uses.named_alike import find_signature_by_name
from podcheck.model.use_sites import (
    ALLOCATORS,
    BY_ARGUMENT,
    FORKS,
    FUNCTIONS,
    MAPPINGS,
    PIPES,
    VECTORED,
    Operation,
    Signature,
)
from podcheck.model.wrappers import Wrapper
from podcheck.paths import LIBRARIES

_TABLES = (*FUNCTIONS, *ALLOCATORS, *MAPPINGS, *VECTORED, *BY_ARGUMENT)
_WORDS = frozenset(name.rpartition("::")[2].encode() for name in _TABLES) | {
    b"sizeof", b"offsetof", b"va_arg", b"reinterpret_cast", b"operator", b"atomic", b"hash",
}  # fmt: skip
ANNOTATION = "podcheck:needs "
_ANNOTATE = CursorKind.ANNOTATE_ATTR.value
_KERNEL = CursorKind.CUDAGLOBAL_ATTR.value
_NAMESPACE = CursorKind.NAMESPACE.value
_LINKAGE = CursorKind.LINKAGE_SPEC.value
_EXCHANGES = ("std::atomic::compare_exchange_weak", "std::atomic::compare_exchange_strong")
_ENDS = ("std::destroy_at", "std::destroy", "std::destroy_n", "std::allocator_traits::destroy")
_DESTRUCTOR = CursorKind.DESTRUCTOR.value
_ZEROING = ("calloc", "malloc0")
_HASH = "std::hash::operator()"
_MAKERS = frozenset({CursorKind.CONSTRUCTOR.value, CursorKind.DESTRUCTOR.value})
_LEADING = frozenset({Clang.POINTER, Clang.RECORD, Clang.LVALUEREFERENCE, Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY})
"""Types of what may lead to bytes: iterators are classes."""

_TYPE = 1
"""CXTemplateArgumentKind_Type"""


class Callee(Struct, frozen=True):
    """A function that matters."""

    cursor: Cursor
    name: str
    """With its scope, where that is not the global one."""

    signature: Signature | None = None
    """How it takes bytes; None where it takes none."""

    by_argument: Operation | None = None
    """What it does with objects of its template arguments."""

    mapping: bool = False
    """Whether its result leads to bytes from outside."""

    allocates: bool = False
    """Whether its result leads to storage without an object."""

    zeroes: bool = False
    """Whether its result leads to storage whose bytes are zero."""

    traits: tuple[str, ...] = ()
    """Those that an annotation names."""

    marked: tuple[int, ...] = ()
    """The numbers of the parameters with the annotation, from 0; none where it is the function's."""

    instance: bool = False
    """Whether its body was made from a template of the given files or of the project's headers."""

    of_header: bool = False
    """Whether that template is one of a header."""

    kernel: bool = False
    """Whether it is a CUDA kernel."""

    parameters: int | None = None
    """The number of parameters before an ellipsis; None where there is no ellipsis."""

    hashes: bool = False
    """Whether its argument holds bytes that it hashes."""

    exchanges: bool = False
    """Whether it is a compare_exchange of a std::atomic."""

    ends: bool = False
    """Whether it destroys an object."""

    unfit: str = ""
    """Why it can't be what the configuration says; empty where it can."""

    pipe: int | None = None
    """The number of the argument that leads to the descriptors of a pipe which it makes; None where it makes none."""

    forks: bool = False
    """Whether it begins another process."""

    vectored: Operation | None = None
    """What it does with objects that `iovec`s lead to."""


@dataclass(slots=True)
class Callees:
    """The functions called so far."""

    wrappers: Mapping[str, Wrapper]
    """The user's own, by name."""

    main_file: str
    """The unit's own file."""

    known: dict[int, Callee | None] = field(default_factory=dict)
    """The functions that were looked at, by identity; None for one that does not matter."""

    words: frozenset[bytes] = field(init=False)
    """What a function's text has that handles the bytes of an object: functions' names, and a few of the language."""

    def __post_init__(self) -> None:
        own = {name.rpartition("::")[2].encode() for name in self.wrappers}
        self.words = _WORDS | own

    def of(self, call: Cursor) -> Callee | None:
        """Return the function that is called, if it matters."""
        called = referenced_by(call)
        if called is None:
            return None
        key = identity(called)
        if key not in self.known:
            share_unit(called, call)
            self.known[key] = self._look(called)
        return self.known[key]

    def _look(self, called: Cursor) -> Callee | None:
        if kind_id(called) not in FUNCTION_IDS:
            return None
        name = qualified_name(called)
        signature = self._signature(called, name)
        traits, marked, kernel = _attributes(called)
        result = Callee(
            cursor=called,
            name=name,
            signature=signature,
            by_argument=BY_ARGUMENT.get(name),
            mapping=name in MAPPINGS,
            vectored=VECTORED.get(name),
            pipe=PIPES.get(name),
            forks=name in FORKS,
            allocates=name.removeprefix("std::") in ALLOCATORS,
            zeroes=is_zeroing(name),
            traits=traits,
            marked=marked,
            instance=self._is_instance(called),
            of_header=self._is_instance(called) and not self._is_of_main_file(called),
            kernel=kernel,
            parameters=_before_ellipsis(called),
            hashes=name == _HASH,
            exchanges=name in _EXCHANGES,
            ends=kind_id(called) == _DESTRUCTOR or name in _ENDS,
            unfit=_find_unfit(called, self.wrappers[name]) if name in self.wrappers else "",
        )
        return result if result != Callee(cursor=called, name=name) else None

    def _signature(self, called: Cursor, name: str) -> Signature | None:
        wrapper = self.wrappers.get(name)
        if wrapper is not None:
            return wrapper.signature
        plain = name.removeprefix("std::")
        if plain in FUNCTIONS and (
            plain != name or plain.startswith("__builtin") or str(called.mangled_name) in (plain, f"_{plain}")
        ):
            return FUNCTIONS[plain]
        known = FUNCTIONS.get(name) if "::" in name else None
        return known or find_signature_by_name(called, name.rpartition("::")[2])

    def _is_instance(self, called: Cursor) -> bool:
        """Whether it is made from a template of the project, not of a library: its body will be there at the unit's
        end.
        """
        template = template_of(called)
        if template is None:
            return False
        return is_of_project(template)

    def _is_of_main_file(self, called: Cursor) -> bool:
        template = template_of(called)
        file = template.location.file if template is not None else None
        return file is not None and file.name == self.main_file


def _find_unfit(called: Cursor, wrapper: Wrapper) -> str:
    """Return why the user's function can't take bytes where the configuration says; "" where it can."""
    parameters = argument_types(called.type.get_canonical())
    signature = wrapper.signature
    pointers = [number for number in (signature.to, signature.source, signature.also) if number is not None]
    wanted = max((*pointers, *(number for number in (signature.size, signature.element) if number is not None)))
    if is_variadic(called):
        return ""
    if wanted >= len(parameters):
        return f"its argument {wanted + 1} is meant, and it has {len(parameters)}"
    for number in pointers:
        if parameters[number].get_canonical().kind not in _LEADING:
            return f"its argument {number + 1} is meant, which is not a pointer"
    return ""


def is_of_project(declaration: Cursor) -> bool:
    """Whether it stands in no library's header, judged by the folder that it lies in, or by how that was named."""
    place = declaration.location
    return place.file is not None and not is_in_system_header(place) and not str(place.file.name).startswith(LIBRARIES)


def qualified_name(declaration: Cursor) -> str:
    """Return the name with namespaces and classes, without inline namespaces and template arguments."""
    words = [declaration.spelling.partition("<")[0] or declaration.spelling]
    for parent in ancestors(declaration):
        kind = kind_id(parent)
        if kind == _LINKAGE or (kind == _NAMESPACE and is_inline_namespace(parent)):
            continue
        words.append(parent.spelling)
    return "::".join(words[::-1])


def instance_name(function: Cursor) -> str:
    """Return the name with the template arguments of the function and of the class that it is a member of."""
    arguments = [
        function.get_template_argument_type(index).spelling
        if function.get_template_argument_kind(index).value == _TYPE
        else "…"
        for index in range(max(0, function.get_num_template_arguments()))
    ]
    owner = function.semantic_parent
    scope = f"{owner.type.spelling}::" if owner is not None and kind_id(owner) in RECORD_IDS else ""
    name = function.spelling.partition("<")[0] if kind_id(function) in _MAKERS else function.spelling
    return str(scope + name) + (f"<{', '.join(arguments)}>" if arguments else "")


def _attributes(called: Cursor) -> tuple[tuple[str, ...], tuple[int, ...], bool]:
    """Return the traits that annotations name, the parameters that they stand at, and whether it is a CUDA kernel."""
    traits = annotations_of(called)
    kernel = has_attributes(called) and any(kind_id(child) == _KERNEL for child in called.get_children())
    marked: list[int] = []
    for index in range(max(0, argument_count(called))):
        parameter = argument_at(called, index)
        more = annotations_of(parameter)
        if more:
            traits = tuple(dict.fromkeys((*traits, *more)))
            marked.append(index)
    return traits, tuple(marked), kernel


def annotations_of(declaration: Cursor) -> tuple[str, ...]:
    """Return the traits of `[[clang::annotate("podcheck:needs trait, trait")]]`, as written."""
    result: list[str] = []
    if kind_id(declaration) not in PATTERN_IDS and not has_attributes(declaration):
        return ()  # what a class template has belongs to the class within
    for child in declaration.get_children():
        text = child.spelling if kind_id(child) == _ANNOTATE else ""
        if text.startswith(ANNOTATION):
            result += (word.strip() for word in text.removeprefix(ANNOTATION).split(",") if word.strip())
    return tuple(dict.fromkeys(result))


def _before_ellipsis(called: Cursor) -> int | None:
    if not is_variadic(called):
        return None
    return argument_count(called)


def classes_of_arguments(called: Cursor) -> Iterator[Cursor]:
    """Yield the classes among a function instance's template arguments."""
    for index in range(max(0, called.get_num_template_arguments())):
        if called.get_template_argument_kind(index).value == _TYPE:
            record = by_value(called.get_template_argument_type(index))
            if record is not None:
                yield record


def is_zeroing(name: str) -> bool:
    """Whether a function of that name returns storage whose bytes are zero: `calloc`, and a project's own."""
    return name.lower().endswith(_ZEROING)


def by_value(kind: Type) -> Cursor | None:
    """Return the class that a type is, or is an array of."""
    canonical = kind.get_canonical()
    while canonical.kind in (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY):
        canonical = canonical.get_array_element_type().get_canonical()
    return definition(canonical) if canonical.kind is Clang.RECORD else None


def class_behind(kind: Type) -> Cursor | None:
    """Return the class that a type is, or that it points or refers to."""
    canonical = kind.get_canonical()
    while canonical.kind in (Clang.POINTER, Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE):
        canonical = canonical.get_pointee().get_canonical()
    return by_value(canonical)
