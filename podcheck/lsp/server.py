"""The language server: what an editor can ask, over standard input and output."""

from __future__ import annotations

import contextlib
import logging
import os
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from podcheck import __version__, temporary
from podcheck.lsp import uris
from podcheck.lsp.conversion import (
    LAYOUT,
    LAYOUT_AT,
    accept_action,
    to_code_action,
    to_diagnostic,
    to_inlay_hint,
    to_lens,
    to_range,
    to_span,
    to_workspace_edit,
)
from podcheck.lsp.documents import Documents, OpenDocument
from podcheck.lsp.messages import NOWHERE, Action, Actions, Diagnosis, Hints, Hover, Lenses, Picture, Span, TextEdit
from podcheck.lsp.processes import Processes
from podcheck.model.units import HEADERS

if TYPE_CHECKING:
    from pygls.server import ServerErrors

_LOG = logging.getLogger(__name__)
_WATCHED = ("podcheck.toml", ".podcheck.toml", "pyproject.toml", "compile_commands.json")
_KINDS = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite]


class PodcheckServer(LanguageServer):
    """Answers the editor, from what the files' processes answer."""

    def __init__(self, processes: Processes, cache: Path | None) -> None:
        super().__init__("podcheck", __version__)
        self.processes = processes
        self.documents = Documents(processes, cache, self.publish, self.busy)
        self.options: dict[str, Any] = {}
        self._remarks: set[str] = set()

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Log a mistake: pygls' own way tells the editor, and where that has left, itself without end."""
        del source
        _LOG.error("podcheck: internal error: %s: %s", type(error).__name__, error)

    def uri_of(self, path: str) -> str:
        """Return what the editor calls the file."""
        known = (document.uri for document in self.documents.every.values() if document.path == path)
        return next(known, None) or uris.from_path(path)

    def publish(self, document: OpenDocument) -> None:
        """Show an analysis: its diagnostics, and what is shown among the source."""
        diagnostics = [to_diagnostic(diagnosis, self.uri_of) for diagnosis in document.analysis.diagnoses]
        self.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(document.uri, diagnostics, document.version)
        )
        for remark in document.analysis.remarks:
            if remark not in self._remarks:
                self._remarks.add(remark)
                self.window_log_message(types.LogMessageParams(types.MessageType.Info, remark))
        workspace = self.client_capabilities.workspace
        if self.shows("codeLens") and workspace and workspace.code_lens and workspace.code_lens.refresh_support:
            self.workspace_code_lens_refresh(None)
        if self.shows("inlayHints") and workspace and workspace.inlay_hint and workspace.inlay_hint.refresh_support:
            self.workspace_inlay_hint_refresh(None)

    def shows(self, option: str) -> bool:
        """Whether the editor has switched it on."""
        return self.options.get(option) is True

    @contextlib.asynccontextmanager
    async def busy(self, title: str) -> AsyncIterator[None]:
        """Show that something takes long, where the editor shows such things."""
        window = self.client_capabilities.window
        if not (window and window.work_done_progress):
            yield
            return
        token = str(uuid.uuid4())
        await self.work_done_progress.create_async(token)
        self.work_done_progress.begin(token, types.WorkDoneProgressBegin(f"podcheck: {title}"))
        yield  # not within `try`: what is cancelled since the server ends has nobody to tell
        self.work_done_progress.end(token, types.WorkDoneProgressEnd())

    def folder_of(self, path: str) -> str:
        """Return the innermost of the editor's folders that holds the file, if one does."""
        folders = [uris.to_path(uri) for uri in self.workspace.folders]
        holding = [folder for folder in folders if folder and path.startswith(f"{folder.rstrip('/')}/")]
        return max(holding, key=len, default="")

    def edit(self, edits: tuple[TextEdit, ...]) -> types.WorkspaceEdit:
        """Return the edits as the editor takes them."""
        workspace = self.client_capabilities.workspace
        has_versions = bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)
        return to_workspace_edit(edits, self.uri_of, self._version if has_versions else None)

    def _version(self, uri: str) -> int | None:
        document = self.documents.every.get(uri)
        return document.version if document is not None else None


def _watch_files(server: PodcheckServer, _params: types.InitializedParams) -> None:
    """Have the editor say when the configuration, a database or a header has changed on the disk."""
    server.documents.encoding = str(getattr(server.workspace.position_encoding, "value", None) or "utf-16")
    workspace = server.client_capabilities.workspace
    watched = workspace.did_change_watched_files if workspace else None
    if not (watched and watched.dynamic_registration):
        return
    patterns = [f"**/{name}" for name in _WATCHED] + [f"**/*{ending}" for ending in sorted(HEADERS)]
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(each) for each in patterns])
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(types.RegistrationParams([types.Registration("podcheck-files", method, options)]))


def _initialize(server: PodcheckServer, params: types.InitializeParams) -> None:
    """Take the options, and what the editor can show."""
    given = params.initialization_options
    server.options = given if isinstance(given, dict) else {}
    server.documents.cross_checks = server.options.get("crossCheckOnSave") is not False
    seconds = server.options.get("timeout")
    if isinstance(seconds, int | float) and not isinstance(seconds, bool) and seconds > 0:
        server.processes.seconds = float(seconds)
    document = params.capabilities.text_document
    formats = (document.hover.content_format if document and document.hover else None) or ()
    server.documents.markdown = types.MarkupKind.Markdown in formats


def _shutdown(server: PodcheckServer, _params: None) -> None:
    """End the processes: nothing is shown any more."""
    server.documents.close_all()


def _did_open(server: PodcheckServer, params: types.DidOpenTextDocumentParams) -> None:
    document = params.text_document
    path = uris.to_path(document.uri)
    if path is not None and document.language_id != "c":
        server.documents.open(document.uri, path, document.text, document.version, server.folder_of(path))


def _did_change(server: PodcheckServer, params: types.DidChangeTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri in server.documents.every:
        text = server.workspace.get_text_document(uri).source
        server.documents.change(uri, text, params.text_document.version)


def _did_save(server: PodcheckServer, params: types.DidSaveTextDocumentParams) -> None:
    server.documents.save(params.text_document.uri)


def _did_close(server: PodcheckServer, params: types.DidCloseTextDocumentParams) -> None:
    uri = params.text_document.uri
    if uri in server.documents.every:
        server.documents.close(uri)
        server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))


def _did_change_watched_files(server: PodcheckServer, _params: types.DidChangeWatchedFilesParams) -> None:
    server.documents.refresh()


def _did_change_configuration(server: PodcheckServer, _params: types.DidChangeConfigurationParams) -> None:
    server.documents.refresh()


async def _hover(server: PodcheckServer, params: types.HoverParams) -> types.Hover | None:
    place = params.position
    span = Span(place.line, place.character, place.line, place.character)
    result = await server.documents.ask(params.text_document.uri, "hover", Hover, span)
    if result is None or not result.text:
        return None
    kind = types.MarkupKind.Markdown if server.documents.markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, result.text), to_range(result.span))


async def _code_lens(server: PodcheckServer, params: types.CodeLensParams) -> list[types.CodeLens]:
    uri = params.text_document.uri
    result = await server.documents.ask(uri, "lenses", Lenses, NOWHERE) if server.shows("codeLens") else None
    return [to_lens(lens, uri) for lens in result.every] if result is not None else []


async def _inlay_hint(server: PodcheckServer, params: types.InlayHintParams) -> list[types.InlayHint]:
    if not server.shows("inlayHints"):
        return []
    result = await server.documents.ask(params.text_document.uri, "hints", Hints, to_span(params.range))
    return [to_inlay_hint(hint) for hint in result.every] if result is not None else []


async def _code_action(server: PodcheckServer, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what needs no trial at once; fixes are tried when the user asks, not as the cursor moves."""
    uri, span = params.text_document.uri, to_span(params.range)
    offered = await server.documents.ask(uri, "actions", Actions, span)
    document = server.documents.every.get(uri)
    if offered is None or document is None:
        return []
    near = [diagnosis for diagnosis in document.analysis.diagnoses if diagnosis.span.overlaps(span)]
    queried = params.context.trigger_kind is not types.CodeActionTriggerKind.Automatic
    tried: list[Action] = []
    for name in offered.names:
        if queried or name in document.fixes:
            tried += (await server.documents.try_fixes(uri, name)).every
    actions = [
        *(to_code_action(action, _about(server, near, action), server.edit(action.edits)) for action in tried),
        *(
            accept_action(diagnosis, to_diagnostic(diagnosis, server.uri_of), server.edit(diagnosis.accepting))
            for diagnosis in near
            if diagnosis.accepting
        ),
        *(to_code_action(action, (), server.edit(action.edits)) for action in offered.every),
    ]
    return [action for action in actions if _is_wanted(action, params.context.only)]


def _about(server: PodcheckServer, near: list[Diagnosis], action: Action) -> list[types.Diagnostic]:
    return [to_diagnostic(diagnosis, server.uri_of) for diagnosis in near if diagnosis.record == action.record]


def _is_wanted(action: types.CodeAction, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether it is of one of the kinds that the editor asks for, or of what belongs to one."""
    kind = str(getattr(action.kind, "value", action.kind))
    wanted = [str(getattr(each, "value", each)) for each in only or ()]
    return only is None or any(not each or kind == each or kind.startswith(f"{each}.") for each in wanted)


async def _layout(server: PodcheckServer, uri: str, name: str) -> dict[str, str]:
    """Return the layout of the class as a picture: `svg`, or the `reason` why there is none."""
    return await _draw(server, uri, NOWHERE, name)


async def _layout_at(server: PodcheckServer, uri: str, place: types.Position) -> dict[str, str]:
    """Return the same of the class at the place."""
    return await _draw(server, uri, Span(place.line, place.character, place.line, place.character), "")


async def _draw(server: PodcheckServer, uri: str, span: Span, name: str) -> dict[str, str]:
    result = await server.documents.ask(uri, "picture", Picture, span, name)
    if result is None:
        return {"reason": "the file is not open, or could not be analysed"}
    return {"svg": result.svg, "name": result.name} if result.svg else {"reason": result.reason}


_FEATURES: tuple[tuple[str, Callable[..., object], object], ...] = (
    (types.INITIALIZE, _initialize, None),
    (types.INITIALIZED, _watch_files, None),
    (types.SHUTDOWN, _shutdown, None),
    (types.TEXT_DOCUMENT_DID_OPEN, _did_open, None),
    (types.TEXT_DOCUMENT_DID_CHANGE, _did_change, None),
    (types.TEXT_DOCUMENT_DID_SAVE, _did_save, None),
    (types.TEXT_DOCUMENT_DID_CLOSE, _did_close, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _did_change_watched_files, None),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _did_change_configuration, None),
    (types.TEXT_DOCUMENT_HOVER, _hover, None),
    (types.TEXT_DOCUMENT_CODE_LENS, _code_lens, None),
    (types.TEXT_DOCUMENT_INLAY_HINT, _inlay_hint, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, _code_action, types.CodeActionOptions(_KINDS)),
)


def make_server(processes: Processes, cache: Path | None) -> PodcheckServer:
    """Return the server, with all that it answers."""
    server = PodcheckServer(processes, cache)
    for method, function, options in _FEATURES:
        server.feature(method, options)(function)
    server.command(LAYOUT)(_layout)
    server.command(LAYOUT_AT)(_layout_at)
    return server


def serve(cache: Path | None) -> None:
    """Answer an editor on standard input and output until it leaves. `cache`: the folder for prefixes."""
    logging.getLogger("pygls").setLevel(logging.ERROR)  # it warns of what comes behind the end, which is no harm
    with temporary.folder() as folder:
        processes = Processes(folder)
        server = make_server(processes, cache)
        stdin, stdout = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)  # what anything else prints is no message
        try:
            server.start_io(stdin, stdout)
        finally:
            server.documents.close_all()
            processes.close()
