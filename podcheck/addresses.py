"""Where podcheck is to be had. A release fills these in, here alone: the package's metadata, too, are made of them.

As long as `OWNER` stands in one, it is a placeholder, and nothing that podcheck writes has a link made of it.
"""

from __future__ import annotations

REPOSITORY = "https://github.com/OWNER/podcheck"
SITE = "https://OWNER.github.io/podcheck"
AUTHOR = "the podcheck maintainers"
AUTHOR_EMAIL = ""


def rule_address(code: str) -> str | None:
    """Return where the page of a code is; None while the address is a placeholder."""
    return None if "OWNER" in SITE else f"{SITE.rstrip('/')}/rules/{code}/"
