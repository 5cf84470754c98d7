"""Which versions of a family of compilers an entry of a catalogue is about, in which dialects."""

from __future__ import annotations

from msgspec import Struct

from podcheck.model.traits import CxxStandard


class AffectedVersions(Struct, frozen=True, kw_only=True):
    """The versions and dialects in which a compiler differs; None leaves an end open."""

    first: int | None = None
    """The first major version."""

    last: int | None = None
    """The last major version."""

    since: CxxStandard | None = None
    """The first dialect."""

    until: CxxStandard | None = None
    """The last dialect."""

    def covers(self, version: int, std: CxxStandard) -> bool:
        """Whether that version does so in this dialect."""
        return (
            (self.first is None or self.first <= version)
            and (self.last is None or version <= self.last)
            and (self.since is None or self.since <= std)
            and (self.until is None or std <= self.until)
        )
