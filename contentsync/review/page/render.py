"""The page as one file: values into templates, with a policy that lets nothing in but what stands in it."""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment
from jinja2 import FileSystemLoader
from jinja2 import StrictUndefined

from contentsync.media.facts import UNKNOWN
from contentsync.review.counting import counted
from contentsync.review.escape import escaped
from contentsync.review.material import Material
from contentsync.review.notices import notices
from contentsync.review.page.posts import networks_of
from contentsync.review.page.posts import posts_of
from contentsync.review.page.posts import problems_of
from contentsync.review.page.sections import days_of
from contentsync.review.page.sections import kinds_of
from contentsync.review.page.sections import sections_of
from contentsync.review.page.shots import Album
from contentsync.review.page.shots import FactsOf
from contentsync.review.page.shots import Pictures
from contentsync.review.page.troubles import GRADES
from contentsync.review.terminal import sum_line
from contentsync.review.when import now_line

MOST_BYTES = 8_000_000
"""Of the whole page. Pictures that would make it larger are left out, and the page says so."""
_FOLDER = Path(__file__).parent
_POLICY = (
    "default-src 'none'; img-src data:; style-src '{style}'; script-src {scripts}; "
    "{connect}base-uri 'none'; form-action 'none'"
)


def page(material: Material, pictures: Pictures, facts_of: FactsOf = lambda medium: UNKNOWN, live: str = "") -> str:
    """The review as one HTML file. Same material and same pictures, same file.

    `live` is a further script, for a page that is served and looks for news at where it came from.
    """
    album = Album()
    header = material.rows.header
    posts, older = posts_of(material, album, facts_of)
    sections = sections_of(posts, header.zone, header.now, material.rulebook)
    has_pages = len(sections) > 1
    environment = _environment()
    body = environment.get_template("body.html").render(
        material=material,
        header=header,
        notices=list(notices(header)),
        posts=posts,
        older=older,
        sections=sections,
        has_pages=has_pages,
        changes=days_of([post for post in posts if post.is_loud], header.zone, header.now),
        kinds=kinds_of(posts),
        networks=list(networks_of(posts)),
        problems=problems_of(material),
        now=now_line(header.now, header.zone),
        sum=sum_line(material.rows),
    )
    scripts = [_text("page.js"), *([live] if live else [])]
    symbols, left_out = album.filled(pictures, MOST_BYTES - len(body.encode()) - len(_text("page.css")))
    return environment.get_template("page.html").render(
        header=header,
        has_pages=has_pages,
        body=body,
        symbols=symbols,
        left_out=left_out,
        style=_text("page.css"),
        scripts=scripts,
        policy=_policy(_text("page.css"), scripts, is_live=bool(live)),
    )


def _policy(style: str, scripts: list[str], *, is_live: bool) -> str:
    hashes = " ".join(f"'{_hash(script)}'" for script in scripts)
    return _POLICY.format(style=_hash(style), scripts=hashes, connect="connect-src 'self'; " if is_live else "")


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_neutral,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["counted"] = counted
    environment.globals["grades"] = GRADES
    return environment


def _neutral(value: Any) -> Any:
    """Every value on its way into the page: what could deceive a reader is spelled out; HTML is escaped after this."""
    if not isinstance(value, str) or hasattr(value, "__html__"):
        return value
    return "\n".join(map(escaped, value.split("\n")))
