"""An editor for tests: pytest-lsp's client on the real server, with what tests of several files need."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest_lsp
from lsprotocol import types
from pygls.protocol import default_converter
from pygls.workspace import PositionCodec
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from tests.needs import HANGS_AFTER

_MARKDOWN = types.MarkupKind.Markdown


@dataclass
class Editor:
    """A client with open files."""

    client: pytest_lsp.LanguageClient
    published: dict[str, list[types.PublishDiagnosticsParams]] = field(default_factory=dict)
    """What the server says of each file, in order, by URI."""

    texts: dict[Path, str] = field(default_factory=dict)
    """The texts of the open files."""

    versions: dict[Path, int] = field(default_factory=dict)
    registered: list[types.Registration] = field(default_factory=list)
    """What the server asked the client for."""

    refreshed: set[str] = field(default_factory=set)
    """What the server had the client ask for anew: `lenses`, `hints`."""

    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever the server says something of a file."""

    @property
    def server_pid(self) -> int:
        """Return the number of the server's process."""
        server = self.client._server
        assert server is not None
        return server.pid

    def open(self, path: Path, text: str | None = None) -> None:
        """Open the file, or this text in its place."""
        text = path.read_text() if text is None else text
        self.texts[path], self.versions[path] = text, 1
        item = types.TextDocumentItem(path.as_uri(), "cpp", 1, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, path: Path, text: str) -> None:
        """Type: the file's whole text is another one."""
        self.texts[path] = text
        self.versions[path] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(self.versions[path], path.as_uri()),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def save(self, path: Path) -> None:
        """Write the file, and say so."""
        path.write_text(self.texts[path])
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(_identifier(path)))

    def close(self, path: Path) -> None:
        """Close the file."""
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(_identifier(path)))

    async def next_news(self, path: Path, beyond: int) -> list[types.Diagnostic]:
        """Wait until the server has said more of the file than so many things; return the last."""
        while len(self.published.get(path.as_uri(), ())) <= beyond:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), HANGS_AFTER)
        return list(self.published[path.as_uri()][-1].diagnostics)

    async def diagnostics(self, path: Path) -> list[types.Diagnostic]:
        """Return what the server says of the text as it is."""
        while True:
            output = self.published.get(path.as_uri(), ())
            if output and output[-1].version == self.versions[path]:
                return list(output[-1].diagnostics)
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), HANGS_AFTER)

    def count(self, path: Path) -> int:
        """Return how often the server has said something of the file."""
        return len(self.published.get(path.as_uri(), ()))

    def place(self, path: Path, mark: str) -> types.Position:
        """Return where the text has the mark, as editors count."""
        before = self.texts[path][: self.texts[path].index(mark)]
        line = before.rpartition("\n")[2]
        return types.Position(before.count("\n"), PositionCodec().client_num_units(line))

    async def hover(self, path: Path, mark: str) -> str:
        """Return what is said of the place; empty where nothing is."""
        params = types.HoverParams(_identifier(path), self.place(path, mark))
        result = await self.client.text_document_hover_async(params)
        if result is None:
            return ""
        assert isinstance(result.contents, types.MarkupContent)
        return result.contents.value

    async def actions(
        self, path: Path, mark: str, context: types.CodeActionContext | None = None
    ) -> list[types.CodeAction]:
        """Return what is offered at the place, where the user asks or as the context says."""
        place = self.place(path, mark)
        params = types.CodeActionParams(
            _identifier(path), types.Range(place, place), context or types.CodeActionContext([])
        )
        result = await self.client.text_document_code_action_async(params)
        return [action for action in result or () if isinstance(action, types.CodeAction)]

    def apply(self, path: Path, edit: types.WorkspaceEdit | None) -> str:
        """Return the text with the edit's changes to the file."""
        assert edit is not None
        edits = list((edit.changes or {}).get(path.as_uri(), ()))
        for document in edit.document_changes or ():
            assert isinstance(document, types.TextDocumentEdit)
            if document.text_document.uri == path.as_uri():
                edits += [each for each in document.edits if isinstance(each, types.TextEdit)]
        assert edits
        lines = self.texts[path].splitlines(keepends=True)
        codec = PositionCodec()
        starts = [sum(map(len, lines[:at])) for at in range(len(lines) + 1)]

        def offset(place: types.Position) -> int:
            if place.line >= len(lines):
                return starts[-1]
            return starts[place.line] + codec.position_from_client_units(lines, place).character

        text = self.texts[path]
        for each in sorted(edits, key=lambda item: offset(item.range.start), reverse=True):
            text = text[: offset(each.range.start)] + each.new_text + text[offset(each.range.end) :]
        return text


def _identifier(path: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(path.as_uri())


def _capabilities() -> types.ClientCapabilities:
    return types.ClientCapabilities(
        workspace=types.WorkspaceClientCapabilities(
            did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
            code_lens=types.CodeLensWorkspaceClientCapabilities(refresh_support=True),
            inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=True),
        ),
        text_document=types.TextDocumentClientCapabilities(
            hover=types.HoverClientCapabilities(content_format=[_MARKDOWN])
        ),
        window=types.WindowClientCapabilities(work_done_progress=True),
    )


@contextlib.asynccontextmanager
async def editor(*folders: Path, options: dict[str, Any] | None = None) -> AsyncIterator[Editor]:
    """Start a server, and an editor with these folders open."""
    client = pytest_lsp.LanguageClient(converter_factory=default_converter)
    self = Editor(client)

    def publish(params: types.PublishDiagnosticsParams) -> None:
        self.published.setdefault(params.uri, []).append(params)
        self.news.set()

    def register(params: types.RegistrationParams) -> None:
        self.registered += params.registrations

    special: dict[str, Any] = {
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
        types.CLIENT_REGISTER_CAPABILITY: register,
        types.WORKSPACE_CODE_LENS_REFRESH: lambda _: self.refreshed.add("lenses"),
        types.WORKSPACE_INLAY_HINT_REFRESH: lambda _: self.refreshed.add("hints"),
    }
    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **special})
    await client.start_io(sys.executable, "-m", "podcheck", "lsp", "--stdio")
    try:
        named: Sequence[types.WorkspaceFolder] = [types.WorkspaceFolder(each.as_uri(), each.name) for each in folders]
        params = types.InitializeParams(_capabilities(), workspace_folders=named, initialization_options=options)
        await client.initialize_session(params)
        yield self
        await client.shutdown_session()
    finally:
        server = client._server
        if server is not None and server.returncode is None:  # the test has failed
            server.kill()
        stop: Callable[[], Awaitable[None]] = client.stop
        await stop()
