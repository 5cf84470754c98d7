"""One worker's use of a prefix: whom it fits, and the classes of its headers that are read already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from clang.cindex import Cursor, CursorKind, Type
from clang.cindex import TemplateArgumentKind as Argument
from clang.cindex import TypeKind as Clang
from msgspec.structs import replace

from podcheck.extract.libclang.cursors import CLASS_IDS, raw_location
from podcheck.extract.libclang.include_graph import Edge, IncludeGraph
from podcheck.extract.libclang.typed_calls import kind_id, set_unit
from podcheck.extract.parse.parse import Parsed
from podcheck.extract.prefix.contributions import TYPES
from podcheck.extract.prefix.fit import Misfit, find_misfit
from podcheck.extract.prefix.headers import HeaderReading
from podcheck.extract.prefix.local_files import Reading, Reference
from podcheck.extract.prefix.prefix import IncludeDirective, Prefix
from podcheck.extract.prefix.prefix_index import PrefixIndex
from podcheck.extract.queries.planning import has_nonconst_copy
from podcheck.model.facts import ClassFacts
from podcheck.model.type_refs import Key
from podcheck.paths import identify_file

_MACRO_USE = CursorKind.MACRO_INSTANTIATION.value
_NAMESPACE = CursorKind.NAMESPACE.value
_REDECLARABLE = frozenset({CursorKind.FUNCTION_DECL.value, CursorKind.VAR_DECL.value, CursorKind.TYPEDEF_DECL.value})
_LIBRARIES = ("__GLIBCXX__", "_LIBCPP_VERSION")
_BUILTIN = frozenset(range(Clang.VOID.value, Clang.COMPLEX.value))
_POINTING = (Clang.POINTER, Clang.LVALUEREFERENCE, Clang.RVALUEREFERENCE)
_ARRAYS = (Clang.CONSTANTARRAY, Clang.INCOMPLETEARRAY)


@dataclass(slots=True)
class PrefixSession:
    """One worker's use of a prefix."""

    prefix: Prefix
    index: PrefixIndex = field(init=False)
    known: dict[Key, ClassFacts] = field(default_factory=dict)
    """Classes of the prefix's headers, and instances made of nothing else, as they were read for some unit."""

    nonconst: set[Key] = field(default_factory=set)
    """Those of `known` with a copy function that takes no const object."""

    readings: dict[tuple[object, ...], HeaderReading | None] = field(default_factory=dict)
    """What the headers hold for reports with some options; None where that could not be read."""

    libraries: frozenset[int] = field(init=False)
    """The numbers of the files that say which C++ library they belong to."""

    _edges: dict[str, dict[Edge, None]] | None = None

    def __post_init__(self) -> None:
        self.index = PrefixIndex(self.prefix)
        self.libraries = frozenset(
            number for number, file in enumerate(self.prefix.files) if not file.defines.isdisjoint(_LIBRARIES)
        )

    def find_misfit(self, parsed: Parsed) -> Misfit | None:
        """Return why a unit that was parsed on top of the prefix must be parsed alone; None where it need not."""
        if parsed.faults:
            return Misfit.ERROR
        return find_misfit(self.index, _read(parsed))

    def complete(self, graph: IncludeGraph) -> None:
        """Add the prefix's own directives to those of a unit on top of it."""
        for file, own in list(graph.edges.items()):
            graph.known[file] = {self._in_its_words(edge): None for edge in own}
        for file, edges in self.edges.items():
            graph.known[file] = {**edges, **graph.known.get(file, {})}

    def _in_its_words(self, edge: Edge) -> Edge:
        """Return the directive with the name that the prefix has for the file that it brings."""
        number = self.index.number_of(edge.file) if edge.file is not None else None
        return edge if number is None else replace(edge, file=self.prefix.files[number].name)

    @property
    def edges(self) -> dict[str, dict[Edge, None]]:
        """The directives of the prefix's files, and under "" those that the arguments' `-include` are."""
        if self._edges is None:
            files = self.prefix.files

            def edge(directive: IncludeDirective) -> Edge:
                file = files[directive.file].name if directive.file is not None else None
                return Edge(directive.line, file, directive.name, directive.angled)

            self._edges = {file.name: dict.fromkeys(map(edge, file.directives)) for file in files if file.directives}
            if self.prefix.forced:
                self._edges[""] = dict.fromkeys(map(edge, self.prefix.forced))
        return self._edges

    def reads_library(self, files: Iterable[str]) -> bool:
        """Whether a unit of these files knows which C++ library it has, not from headers that others include."""
        return not self.libraries or any(self.index.number_of(file) in self.libraries for file in files)

    def has_class_elsewhere(self, classes: Iterable[ClassFacts], reads: Iterable[str]) -> bool:
        """Whether one of the classes stands in a file of the prefix that is not among those that the unit reads."""
        inside = {identify_file(file) for file in reads}
        numbers = self.index.numbers
        places = {facts.location.file for facts in classes if facts.location.file}
        return any((place := identify_file(file)) in numbers and place not in inside for file in places)

    def is_shared(self, record: Cursor) -> bool:
        """Whether the class would be the same for each unit that sees its header, and all that its arguments name."""
        if self.index.number_of(raw_location(record)[0]) is None:
            return False
        parent: Cursor | None = record
        while parent is not None and kind_id(parent) in CLASS_IDS:
            if not self._has_shared_arguments(parent):
                return False
            parent = parent.semantic_parent
        return parent is None or kind_id(parent) in (
            _NAMESPACE,
            CursorKind.TRANSLATION_UNIT.value,
            CursorKind.LINKAGE_SPEC.value,
        )

    def _has_shared_arguments(self, record: Cursor) -> bool:
        count = record.get_num_template_arguments()
        for at in range(max(0, count)):
            kind = record.get_template_argument_kind(at)
            if kind == Argument.TYPE:
                if not self._is_shared_type(record.get_template_argument_type(at).get_canonical()):
                    return False
            elif kind != Argument.INTEGRAL:
                return False
        return True

    def _is_shared_type(self, kind: Type) -> bool:
        while kind.kind in _POINTING or kind.kind in _ARRAYS:
            pointed = kind.kind in _POINTING
            kind = (kind.get_pointee() if pointed else kind.get_array_element_type()).get_canonical()
        if kind.kind.value in _BUILTIN:
            return True
        if kind.kind not in (Clang.RECORD, Clang.ENUM):
            return False
        declared = kind.get_declaration()
        if kind.kind is Clang.ENUM:
            return self.index.number_of(raw_location(declared)[0]) is not None
        return self.is_shared(declared)

    def learn(self, classes: Mapping[Key, ClassFacts], shared: Iterable[Key]) -> None:
        """Keep what a unit that fits has found out about these classes, where all that they consist of is kept too."""
        keys = {key for key in shared if key in classes}
        while True:
            open_ = {
                key
                for key in keys
                if any(part not in keys and part not in self.known for part in classes[key].part_keys)
            }
            if not open_:
                break
            keys -= open_
        for key in keys:
            self._keep(key, classes[key])

    def add_reading(self, options: tuple[object, ...], reading: HeaderReading | None) -> None:
        """Keep what the headers hold for a report with these options."""
        self.readings[options] = reading
        for key, facts in reading.classes.items() if reading is not None else ():
            self._keep(key, facts)

    def _keep(self, key: Key, facts: ClassFacts) -> None:
        self.known[key] = facts
        if has_nonconst_copy(facts):
            self.nonconst.add(key)


def _read(parsed: Parsed) -> Reading:
    unit = parsed.unit
    last = parsed.text.count(b"\n") + 1
    referenced: set[Reference] = set()
    for declaration in unit.referenced:
        if kind_id(declaration) != _NAMESPACE:
            set_unit(declaration, unit)
            usr = "" if kind_id(declaration) in TYPES else declaration.get_usr()
            referenced.add(Reference(raw_location(declaration)[0], declaration.spelling, usr))
    macro_files: set[str] = set()
    declared: set[str] = set()
    for cursor in unit.cursor.get_children():
        if kind_id(cursor) in _REDECLARABLE:
            declared.add(cursor.get_usr())
        if kind_id(cursor) != _MACRO_USE:
            continue
        file, line, _, _ = raw_location(cursor)
        definition = cursor.referenced
        if definition is not None and not (file == parsed.path and line > last):
            macro_files.add(raw_location(definition)[0])
    elsewhere = frozenset(reference for reference in referenced if reference.usr not in declared)
    return Reading(parsed.path, parsed.text, parsed.included, elsewhere, frozenset(macro_files))
