"""The metadata that podcheck/addresses.py decides: authors, addresses, and the README as an index shows it."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_RELATIVE_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s]+)\)")


class AddressesHook(MetadataHookInterface):
    """What hatchling asks for the fields that pyproject.toml calls dynamic."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in the fields."""
        root = Path(self.root)
        addresses = runpy.run_path(str(root / "podcheck" / "addresses.py"))
        repository, site = addresses["REPOSITORY"], addresses["SITE"]
        author = {"name": addresses["AUTHOR"], "email": addresses["AUTHOR_EMAIL"]}
        metadata["authors"] = [{key: value for key, value in author.items() if value}]
        metadata["urls"] = {
            "Documentation": site,
            "Source": repository,
            "Issues": f"{repository}/issues",
            "Changelog": f"{repository}/blob/main/CHANGELOG.md",
        }
        text = (root / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": with_whole_links(text, repository)}


def with_whole_links(readme: str, repository: str) -> str:
    """Return the README with links that lead to files of the repository written out, since an index has no files."""
    if "OWNER" in repository:
        return readme
    return _RELATIVE_LINK.sub(rf"]({repository}/blob/main/\1)", readme).replace(
        "OWNER/podcheck", repository.removeprefix("https://github.com/")
    )
