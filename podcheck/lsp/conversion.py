"""Messages of files' processes as the protocol's types."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lsprotocol import types

from podcheck.lsp.messages import Action, Diagnosis, Hint, Lens, Span, TextEdit

SOURCE = "podcheck"
LAYOUT = "podcheck.layout"
"""The command that draws a class's layout: a file's URI, and the class's name."""

LAYOUT_AT = "podcheck.layoutAt"
"""The command that draws the layout of the class at a place: a file's URI, and the place."""

UriOf = Callable[[str], str]
"""Returns a file's name in the editor."""


def to_range(span: Span) -> types.Range:
    """Return the range."""
    return types.Range(types.Position(span.line, span.character), types.Position(span.end_line, span.end_character))


def to_span(given: types.Range) -> Span:
    """Return what a range of the editor's is."""
    return Span(given.start.line, given.start.character, given.end.line, given.end.character)


def to_diagnostic(diagnosis: Diagnosis, uri_of: UriOf) -> types.Diagnostic:
    """Return the diagnostic, with the other places."""
    related = [
        types.DiagnosticRelatedInformation(types.Location(uri_of(note.file), to_range(note.span)), note.message)
        for note in diagnosis.notes
    ]
    return types.Diagnostic(
        to_range(diagnosis.span),
        diagnosis.message,
        types.DiagnosticSeverity(diagnosis.severity),
        diagnosis.code,
        types.CodeDescription(diagnosis.address) if diagnosis.address else None,
        source=SOURCE,
        related_information=related or None,
    )


def to_lens(lens: Lens, uri: str) -> types.CodeLens:
    """Return the line above a class, which draws its layout when it is clicked."""
    return types.CodeLens(to_range(lens.span), types.Command(lens.title, LAYOUT, arguments=[uri, lens.name]))


def to_inlay_hint(hint: Hint) -> types.InlayHint:
    """Return the hint."""
    place = types.Position(hint.line, hint.character)
    return types.InlayHint(place, hint.label, padding_left=hint.after, padding_right=not hint.after)


def accept_action(diagnosis: Diagnosis, shown: types.Diagnostic, edits: types.WorkspaceEdit) -> types.CodeAction:
    """Return the action that accepts a finding."""
    title = f"Accept this finding: // podcheck: ignore[{diagnosis.code}]"
    return types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=[shown], edit=edits)


def to_code_action(
    action: Action, diagnostics: Iterable[types.Diagnostic], edits: types.WorkspaceEdit
) -> types.CodeAction:
    """Return the action: a quick fix where it does the same as before."""
    kind = types.CodeActionKind.QuickFix if action.mechanical else types.CodeActionKind.RefactorRewrite
    return types.CodeAction(action.title, kind, diagnostics=list(diagnostics) or None, edit=edits)


def to_workspace_edit(
    edits: Iterable[TextEdit], uri_of: UriOf, versions: Callable[[str], int | None] | None
) -> types.WorkspaceEdit:
    """Return the edits by file. `versions`: of the open files, where the editor takes that."""
    by_file: dict[str, list[types.TextEdit]] = {}
    for edit in edits:
        by_file.setdefault(uri_of(edit.file), []).append(types.TextEdit(to_range(edit.span), edit.text))
    if versions is None:
        return types.WorkspaceEdit(changes=by_file)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, versions(uri)), list(some))
            for uri, some in by_file.items()
        ]
    )
