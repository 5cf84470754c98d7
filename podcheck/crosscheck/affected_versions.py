"""Which versions of a family of compilers an entry of a catalogue is about, in which dialects."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.traits import CxxStandard


class AffectedVersions(Struct, frozen=True, kw_only=True):
    """`first`, `last`: major versions; `since`, `until`: dialects; None: open."""

    first: int | None = None
    last: int | None = None
    since: CxxStandard | None = None
    until: CxxStandard | None = None

    def covers(self, version: int, std: CxxStandard) -> bool:
        """Whether that version does so in this dialect."""
        return (
            (self.first is None or self.first <= version)
            and (self.last is None or version <= self.last)
            and (self.since is None or self.since <= std)
            and (self.until is None or std <= self.until)
        )
