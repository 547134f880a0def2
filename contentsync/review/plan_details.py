"""One post of a plan as a reader wants to look into it: what it says and shows, or what changes of that."""

from collections.abc import Iterator
from difflib import unified_diff

from contentsync.model.change import Action
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Medium
from contentsync.review.edits import Edit
from contentsync.review.links import Links
from contentsync.review.markdown import fenced
from contentsync.review.markdown import in_html
from contentsync.review.markdown import inline
from contentsync.review.markdown import quoted
from contentsync.review.media import size_text
from contentsync.review.plan_tables import mark_of
from contentsync.review.rows import Row
from contentsync.review.sections import Section
from contentsync.review.words import excerpt

LONGEST = 3_000
"""How much of one text is shown: as much as a post on LinkedIn may have."""

_NEW, _EDITED = 2, 1
"""Which details go first where there is no room: a new post can be read in its file, a change nowhere else."""

_SHOWN = frozenset({Action.CREATE, Action.UPDATE, Action.REPLACE})

OPEN_UP_TO = 5
"""So many new posts are shown unfolded."""


def details(rows: list[Row], links: Links) -> Iterator[Section]:
    """A folded block for each post that is new, edited or cancelled; those far away are left out first."""
    shown = [row for row in rows if row.lost or (row.delivery and row.action in _SHOWN)]
    is_open = len(shown) <= OPEN_UP_TO
    for row in shown:
        is_new = row.action is Action.CREATE
        body = _new(row.delivery, links) if is_new and row.delivery else _edited(row)
        if parts := [part for part in body if part]:
            rank = (_NEW if is_new else _EDITED, row.at.timestamp() if row.at else 0.0)
            yield Section((folded(_title(row), parts, is_open=is_open),), rank, ("post in full", "posts in full"))


def folded(title: str, parts: list[str], *, is_open: bool = False) -> str:
    """A block that can be opened; `title` is HTML. The blank lines make Markdown of what is inside."""
    inside = "\n\n".join(parts)
    return f"<details{' open' if is_open else ''}><summary>{title}</summary>\n\n{inside}\n\n</details>"


def _title(row: Row) -> str:
    what = ", ".join(edit.name for edit in row.edits) or row.media
    named = f"{mark_of(row)} <b>{in_html(row.address)}</b>: {in_html(' '.join(row.platforms))}"
    return f"{named}, {in_html(what)}" if what else named


def _new(post: Delivery, links: Links) -> Iterator[str]:
    yield f"**{inline(post.title)}**" if post.title else ""
    yield quoted(excerpt(post.text, LONGEST)) if post.text.strip() else ""
    for name, text in sorted(post.texts.items()):
        yield f"On {inline(name)}:\n\n{quoted(excerpt(text, LONGEST))}" if text.strip() else ""
    facts = [f"- Link: {inline(post.link)}"] if post.link else []
    facts += [_medium(medium, links) for medium in post.media]
    yield "\n".join(facts)
    yield f"First comment:\n\n{quoted(excerpt(post.first_comment, LONGEST))}" if post.first_comment.strip() else ""


def _medium(medium: Medium, links: Links) -> str:
    name = links.to_file(medium.src, medium.path)
    facts = [f"{medium.width}×{medium.height}"] if medium.width else []
    facts += [size_text(medium.size)] if medium.size else []
    if medium.alt or medium.kind == "image":
        facts.append(f"“{inline(medium.alt)}”" if medium.alt else "no alt text")
    return f"- {name}: {', '.join(facts)}" if facts else f"- {name}"


def _edited(row: Row) -> Iterator[str]:
    if row.lost:
        yield f"Would have gone out:\n\n{quoted(excerpt(row.lost, LONGEST))}"
    for edit in row.edits:
        if edit.marks:
            yield f"{inline(edit.name)}:\n\n{_diff(edit)}"
        else:
            yield f"{inline(edit.name)}: {inline(edit.before)} → {inline(edit.after)}"


def _diff(edit: Edit) -> str:
    """The lines that differ, with what stands around them."""
    before, after = (excerpt(text, LONGEST).split("\n") for text in (edit.before, edit.after))
    lines = [line for line in list(unified_diff(before, after, lineterm=""))[2:] if not line.startswith("@@")]
    return fenced("\n".join(lines), "diff") if lines else "_They differ further on than is shown here._"
