"""What `diff` found, as Markdown for a comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podcheck.model.diff import ChangeKind, ClassChange, Comparison
from podcheck.report.diff.text import by_class, causes, counts, in_words, root_causes, since
from podcheck.report.options import Options
from podcheck.report.text.markdown import to_one_line

LIMIT = 60_000
"""Characters; GitHub takes 65,536 in a comment."""


def changes_markdown(comparison: Comparison, options: Options) -> str:
    """Return the comparison as Markdown of at most LIMIT characters; what is left out is said."""
    del options
    lost = any(change.kind in (ChangeKind.LOST, ChangeKind.UNDECIDED) for change in comparison.changes)
    reported = "; ".join(counts(comparison)) or "no difference"
    heading = "### podcheck: classes lost what they promised" if lost else "### podcheck"
    lines = [
        heading,
        "",
        to_one_line(f"From {comparison.old} to {comparison.new}: {reported}; {comparison.unchanged} unchanged."),
    ]
    for error in comparison.errors:
        lines += ["", f"**Not analysed:** {to_one_line(error)}"]
    used = sum(map(len, lines))
    result = by_class(comparison)
    for at, (name, changes) in enumerate(result):
        block = ["", *_class(name, changes)]
        used += sum(len(line) + 1 for line in block)
        if used > LIMIT:
            lines += ["", f"... and {len(result) - at} more classes."]
            break
        lines += block
    return "\n".join(lines) + "\n"


def _class(name: str, class_changes: Sequence[ClassChange]) -> Iterator[str]:
    yield f"**{to_one_line(name)}** {to_one_line(str(class_changes[0].location))}"
    yield ""
    for kind, word in ((ChangeKind.LOST, "lost"), (ChangeKind.UNDECIDED, "undecided now:")):
        for cause in causes(class_changes, kind):
            traits = ", ".join(f"`{trait}`" for trait in cause.traits)
            roots = "; ".join(
                f"{reason.message} ({reason.clause}, {reason.location})" for reason in root_causes(cause.reasons)
            )
            who = f", {since(cause.commit)}" if cause.commit is not None else ""
            yield f"- :x: {word} {traits}: {to_one_line(roots + who)}"
    for change in class_changes:
        if change.kind not in (ChangeKind.LOST, ChangeKind.UNDECIDED):
            yield f"- {to_one_line(in_words(change))}"
