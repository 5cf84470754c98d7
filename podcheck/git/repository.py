"""A repository that is looked into, by git in a directory of podcheck's own."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from podcheck import temporary
from podcheck.errors import ConfigError
from podcheck.files import read_start
from podcheck.process import Completed, run

_SECONDS = 120.0
_NAMES = 1 << 30
"""Bytes of the names of files that are read."""

_SMALL = 1 << 20
"""Bytes of a file of git's own."""


class Repository(Struct, frozen=True):
    """A repository that is looked into."""

    root: Path
    """The folder of the work tree."""

    index: Path
    """What git has of the work tree."""

    directory: Path
    """The git directory of podcheck's own, which goes when the repository is closed."""


@contextlib.contextmanager
def open_repository(here: Path) -> Iterator[Repository]:
    """Open the repository around the folder: the next `.git` upwards, whatever variables say.

    Raises ConfigError where there is none.
    """
    for folder in _upwards(here.resolve()):
        result = _git_directory(folder / ".git")
        if result is not None:
            with temporary.folder() as own:
                yield _prepare(folder, result, Path(own))
            return
    raise ConfigError(f"git: {here} is not in a repository", "Run it within a git repository.")


def open_at(root: Path) -> contextlib.AbstractContextManager[Repository] | None:
    """Return the repository whose root the folder is, to be opened; None where it is not one."""
    try:
        is_root = _git_directory(root / ".git") is not None
    except ConfigError:
        return None
    return open_repository(root) if is_root else None


def find_exclude_file(root: Path) -> Path | None:
    """Return where patterns are of files that are left out in this clone alone; None where `root` is no repository."""
    try:
        result = _git_directory(root / ".git")
        return _common_directory(result) / "info" / "exclude" if result is not None else None
    except (ConfigError, OSError):
        return None


def _upwards(folder: Path) -> Iterator[Path]:
    """Yield the folder and those above it, as far as git itself goes."""
    ceilings = os.environ.get("GIT_CEILING_DIRECTORIES", "").split(os.pathsep)
    yield folder
    for above in folder.parents:
        if str(above) in ceilings:
            return
        yield above


def _git_directory(marker: Path) -> Path | None:
    """Return the git directory that `.git` is or names. Raises ConfigError where it names one that isn't there."""
    try:
        if not marker.is_file():
            return marker if _is_git_directory(marker) else None
        text = _read_small(marker)
    except OSError as error:
        raise ConfigError(f"git: {marker}: {error.strerror}", "Check its permissions.") from error
    named = marker.parent / os.fsdecode(text.removeprefix(b"gitdir:").strip())
    if text.startswith(b"gitdir:") and _is_git_directory(named):
        return named
    raise ConfigError(f"git: {marker} names no git directory", "Repair it (git worktree repair), or clone it again.")


def _is_git_directory(folder: Path) -> bool:
    return (folder / "HEAD").exists() and (_common_directory(folder) / "objects").is_dir()


def _common_directory(folder: Path) -> Path:
    """Return where the objects are: of a further work tree, in the git directory of the first."""
    named = folder / "commondir"
    return folder / os.fsdecode(_read_small(named).strip()) if named.is_file() else folder


def _read_small(file: Path) -> bytes:
    return read_start(file, _SMALL)


def _prepare(root: Path, directory: Path, own: Path) -> Repository:
    """Return the git directory of podcheck's own, made in that folder.

    What it leads to is read only.
    """
    common = _common_directory(directory).resolve()
    repository = Repository(root, directory / "index", own)
    try:
        (own / "info").mkdir()
        (own / "logs").mkdir()
        for name in ("objects", "refs", "packed-refs", "shallow", "reftable", "info/exclude", "logs/refs"):
            if (common / name).exists():
                (own / name).symlink_to(common / name)
        if not (own / "refs").exists():
            (own / "refs").mkdir()
        if (directory / "logs" / "HEAD").is_file():  # git does not take a link for it
            shutil.copyfile(directory / "logs" / "HEAD", own / "logs" / "HEAD")
        for name in os.listdir(directory):
            if name.startswith("sharedindex."):
                (own / name).symlink_to(directory.resolve() / name)
            elif re.fullmatch(r"(?:[A-Z]+_)*HEAD", name) and (directory / name).is_file():
                (own / name).write_bytes(_read_small(directory / name))
        if (directory / "HEAD").is_symlink():  # as git wrote it once
            (own / "HEAD").write_bytes(b"ref: " + os.fsencode(os.readlink(directory / "HEAD")) + b"\n")
        (own / "config").write_text("[core]\n\trepositoryformatversion = 1\n\tbare = true\n")
        harmless = _harmless_settings(repository, common / "config")
        with (own / "config").open("a", encoding="utf-8", errors="surrogateescape") as config:
            config.write(harmless)
    except OSError as error:
        raise ConfigError(f"git: {directory} can't be read: {error.strerror}", "Check its permissions.") from error
    return repository


_HARMLESS = r"^(extensions\.(objectformat|refstorage)|branch\..*\.(remote|merge)|remote\..*\.fetch)$"
"""How objects and references are kept, and which reference `@{upstream}` is."""


def _harmless_settings(repository: Repository, file: Path) -> str:
    """Return the few settings of the repository that count, as text of a configuration."""
    if not file.is_file():
        return ""
    done = try_git(repository, ["config", "--file", str(file), "--no-includes", "-z", "--get-regexp", _HARMLESS])
    if done.status not in (0, 1):
        raise ConfigError(f"git: {file} can't be read: {_first_line(done)}", "Repair it.")
    return "".join(_setting(*item.partition("\n")[::2]) for item in os.fsdecode(done.output).split("\0") if item)


def _setting(key: str, value: str) -> str:
    section, _, rest = key.partition(".")
    inner, dot, name = rest.rpartition(".")
    if any(character < " " for character in key + value):
        return ""
    inner, value = (text.replace("\\", "\\\\").replace('"', '\\"') for text in (inner, value))
    return f'[{section}{f" {chr(34)}{inner}{chr(34)}" if dot else ""}]\n\t{name} = "{value}"\n'


def git(
    repository: Repository,
    *arguments: str,
    stdin: bytes | None = None,
    tree: Path | None = None,
    timeout: float = _SECONDS,
) -> bytes:
    """Return what git prints. Raises ConfigError with git's own words where it fails.

    `tree`: the folder that it takes for the work tree; without one it sees none.
    """
    done = try_git(repository, arguments, stdin, tree, timeout)
    if not done.ok:
        raise ConfigError(f"git {arguments[0]}: {_first_line(done)}", "Check that the repository has the revision.")
    return done.output


def _first_line(done: Completed) -> str:
    words = "it printed more than podcheck accepts" if done.truncated else "it took too long"
    return done.failure or done.stderr.strip().partition("\n")[0] or words


def try_git(
    repository: Repository,
    arguments: Iterable[str],
    stdin: bytes | None = None,
    tree: Path | None = None,
    timeout: float = _SECONDS,
) -> Completed:
    """Return how git ended, whatever it says; the rest is as for `git`."""
    own = str(repository.directory)
    variables = {
        "GIT_DIR": own,
        "HOME": own,
        "XDG_CONFIG_HOME": own,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_ALLOW_PROTOCOL": "",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_LITERAL_PATHSPECS": "1",
    }
    if tree is not None:
        variables |= {"GIT_WORK_TREE": str(tree)}
        if tree == repository.root:
            variables |= {"GIT_INDEX_FILE": str(repository.index)}
    return run(
        ["git", "--no-pager", *arguments], cwd=tree or own, env=variables, without="GIT_", stdin=stdin,
        timeout=timeout, output_limit=_NAMES, binary=True,
    )  # fmt: skip
