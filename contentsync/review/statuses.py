"""Where every post stands, as a screen and as a document."""

from datetime import datetime
from typing import Any

import msgspec

from contentsync.model.delivery import Source
from contentsync.review.attention import SAYS_NOTHING
from contentsync.review.counting import counted
from contentsync.review.document import FORMAT_VERSION
from contentsync.review.escape import escaped
from contentsync.review.notices import SANDBOX
from contentsync.review.paint import Paint
from contentsync.review.when import moment
from contentsync.review.when import now_line
from contentsync.review.when import utc_text

SECTIONS: dict[str, tuple[str, str]] = {
    "published": ("Published", "green"),
    "publishing": ("Going out", "cyan"),
    "scheduled": ("Upcoming", "bold"),
    "planned": ("Not scheduled yet", "yellow"),
    "waiting": ("Waiting", "alarm"),
    "failed": ("Failed", "red"),
    "archive": ("Past and never sent", "dim"),
}
"""Word of a row to its heading and style, in the order of the screen: what needs doing comes last."""

LOST = frozenset({"planned", "failed"})
"""What the loss guard does not let pass: nothing at the service stands for it."""


class Standing(msgspec.Struct, frozen=True):
    """One delivery. `word` is a key of `SECTIONS`; `at` the moment it is for, or went out, `zone` that of the post.

    `urls` maps platform to where followers see it. `is_risk` says that it will be missed unless someone acts.
    """

    address: str
    word: str
    at: datetime | None
    zone: str
    platforms: tuple[str, ...]
    urls: dict[str, str] = {}
    job_id: str = ""
    detail: str = ""
    hint: str = ""
    source: Source | None = None
    is_risk: bool = False

    @property
    def is_lost(self) -> bool:
        """True where a wanted post is neither owned, nor out, nor waiting for a reason that ends by itself."""
        return self.is_risk or self.word in LOST


def status_screen(
    standings: tuple[Standing, ...], now: datetime, zone: str, paint: Paint, *, is_sandbox: bool, is_quiet: bool = False
) -> str:
    """All of them by heading, soonest first. `is_quiet` leaves only what the loss guard finds."""
    lines = [now_line(now, zone), ""] if not is_quiet else []
    width = max((len(escaped(standing.address)) for standing in standings), default=0)
    for word, (title, style) in SECTIONS.items():
        group = [one for one in standings if one.word == word and (one.is_lost or not is_quiet)]
        if group:
            lines += [paint(style, title), *(line for one in group for line in _lines(one, width, now)), ""]
    lines.append(paint("bold", _sum(standings)))
    around = [paint("cyan", SANDBOX)] if is_sandbox else []
    return "\n".join([*around, *lines, *around]) + "\n"


def check_screen(
    standings: tuple[Standing, ...],
    now: datetime,
    paint: Paint,
    *,
    is_sandbox: bool,
    is_quiet: bool = False,
    flag: str = "",
) -> str:
    """The loss guard: a line for each post that is lost unless somebody acts. `is_quiet` says nothing where none is.

    `flag` is what a next command has to carry to mean the same place.
    """
    lost = [one for one in standings if one.is_lost]
    lines = [_lost_line(one, now, paint, flag) for one in lost]
    if not is_quiet:
        count = counted(len(standings), "post")
        said = f"{len(lost):,} of {count} would be lost." if lost else f"{count}: none would be lost."
        around = [paint("cyan", SANDBOX)] if is_sandbox else []
        lines = [*around, *lines, paint("bold", said), *around]
    return "".join(f"{line}\n" for line in lines)


def _lost_line(standing: Standing, now: datetime, paint: Paint, flag: str) -> str:
    parts = [escaped(standing.address)]
    parts += [moment(standing.at, standing.zone, now)] if standing.at else []
    parts += [escaped(" ".join(standing.platforms))] if standing.platforms else []
    detail = SECTIONS[standing.word][0].lower() if standing.detail in SAYS_NOTHING else standing.detail
    hint = standing.hint or (f"contentsync apply {flag}".rstrip() if standing.word == "planned" else "")
    why = " → ".join(part for part in (detail, hint) if part)
    return f"{paint('alarm', '!')} {'  '.join(parts)}: {escaped(why)}"


def _lines(standing: Standing, width: int, now: datetime) -> list[str]:
    parts = [f"{escaped(standing.address):<{width}}"]
    parts += [moment(standing.at, standing.zone, now)] if standing.at else []
    parts.append(escaped(" ".join(standing.platforms)))
    lines = [f"  {'  '.join(parts)}".rstrip()]
    if standing.word not in ("scheduled", "published", "archive"):
        detail = "" if standing.detail in SAYS_NOTHING else standing.detail
        why = " → ".join(part for part in (detail, standing.hint) if part)
        lines += [f"      {escaped(why)}"] if why else []
    name_width = max((len(escaped(name)) for name in standing.urls), default=0)
    urls = [(name, url) for name, url in sorted(standing.urls.items()) if url]
    return lines + [f"      {escaped(name):<{name_width}}  {escaped(url)}" for name, url in urls]


def _sum(standings: tuple[Standing, ...]) -> str:
    counts = [
        f"{sum(1 for one in standings if one.word == word):,} {title.lower()}" for word, (title, _) in SECTIONS.items()
    ]
    return ", ".join(count for count in counts if not count.startswith("0 ")) or "No posts."


def status_document(standings: tuple[Standing, ...], now: datetime, *, is_sandbox: bool) -> dict[str, Any]:
    """`{"format_version", "now", "sandbox", "posts"}`, dates in UTC with `Z`."""
    return {
        "format_version": FORMAT_VERSION,
        "now": utc_text(now),
        "sandbox": is_sandbox,
        "posts": [_document(standing) for standing in standings],
    }


def _document(standing: Standing) -> dict[str, Any]:
    return {
        "address": standing.address,
        "state": standing.word,
        "at": utc_text(standing.at) if standing.at else None,
        "platforms": list(standing.platforms),
        "urls": standing.urls,
        "job_id": standing.job_id,
        "detail": standing.detail,
        "hint": standing.hint,
        "source": {"file": standing.source.file, "line": standing.source.line} if standing.source else None,
        "is_lost": standing.is_lost,
    }
