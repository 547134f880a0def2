"""The table of what `contentsync review` can make. A renderer is imported when it is asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from contentsync.review.material import Material
    from contentsync.review.page.shots import FactsOf
    from contentsync.review.page.shots import Pictures
    from contentsync.review.paint import Paint


class Canvas(NamedTuple):
    """What it is drawn on and with: colours, columns of the terminal, what is known of media, and the script of a page
    that is served.
    """

    paint: "Paint"
    width: int
    pictures: "Pictures"
    facts_of: "FactsOf"
    live: str = ""


class Format(NamedTuple):
    """`suffixes` are those of files that are taken for it; `is_for_screens` where a terminal can show it."""

    render: "Callable[[Material, Canvas], str]"
    suffixes: tuple[str, ...]
    is_for_screens: bool = True


def _text(material: "Material", canvas: Canvas) -> str:
    from contentsync.review.agenda import agenda_screen

    return agenda_screen(material, canvas.paint, canvas.width)


def _markdown(material: "Material", canvas: Canvas) -> str:
    from contentsync.review.tables import review_markdown

    return review_markdown(material)


def _csv(material: "Material", canvas: Canvas) -> str:
    from contentsync.review.sheet import review_csv

    return review_csv(material)


def _ics(material: "Material", canvas: Canvas) -> str:
    from contentsync.review.ics import review_ics

    return review_ics(material)


def _html(material: "Material", canvas: Canvas) -> str:
    from contentsync.review.page import page

    return page(material, canvas.pictures, canvas.facts_of, canvas.live)


FORMATS: dict[str, Format] = {
    "html": Format(_html, (".html", ".htm"), is_for_screens=False),
    "text": Format(_text, (".txt",)),
    "markdown": Format(_markdown, (".md", ".markdown")),
    "csv": Format(_csv, (".csv",)),
    "ics": Format(_ics, (".ics",)),
}


def format_of(chosen: str | None, out: Path | None) -> Format:
    """The chosen one, else what the file's suffix says, else text."""
    suffix = out.suffix.lower() if out else ""
    fitting = next((name for name, each in FORMATS.items() if suffix in each.suffixes), "text")
    return FORMATS[chosen or fitting]
