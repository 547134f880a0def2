"""docs/platforms.md, written from the tables."""

from contentsync.platforms.networks import PLATFORMS
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.values import expectation

HEAD = """# Networks

What can be said about a post on each network. This page is written from the tables in `contentsync/platforms`; facts
are those of the Upload-Post documentation.

Options stand below the network's name:

```yaml
platforms:
  x: {reply_settings: following}
  linkedin: {page: Acme Inc, visibility: PUBLIC}
```

Every network also takes `text`, `title`, `publish_at`, `timezone` and `media`, which hold for it alone. A network with
its own time or media becomes a delivery of its own.

Words that all networks of a delivery share can be edited in place. Where one network has its own `text` or `title`, an
edit of the words is a re-creation.

A page, board or location can be given by its name or by its id. A file is a path beside the post, a path from the
content root that begins with `/`, or an `https://` address.
"""

PLACES: dict[tuple[str, str], str] = {
    ("title", ""): "the text; a `title:` is not shown",
    ("description", "title"): "the `title:` and the text",
    ("body", "title"): "the `title:` as headline and the text as body",
}

WORDS: dict[str, str] = {"text": "text", "title": "title", "first_comment": "first comment"}

UNITS: dict[str, str] = {
    "characters": "characters",
    "weighted": "characters, of which East Asian ones and emoji count 2 and links 23",
    "graphemes": "characters as people see them",
    "bytes": "bytes",
    "utf-16": "UTF-16 units",
    "threads": "characters, an emoji as its bytes",
    "mastodon": "characters as people see them, links as 23",
    "html": "characters without tags",
    "markdown": "characters without marks",
}

EXCESS: dict[str, str] = {
    "refused": "longer is refused",
    "thread": "longer becomes a thread",
    "split": "longer becomes several messages",
    "cut": "the rest is cut off",
    "trimmed": "the rest is cut off",
    "doubtful": "longer may be refused",
}


def page() -> str:
    """The whole page, in Markdown."""
    index = "\n".join(f"- [{p.label}](#{_anchor(p)}): {', '.join(p.post_types)}" for p in PLATFORMS.values())
    return "\n".join([HEAD, index, *(_section(platform) for platform in PLATFORMS.values())])


def _anchor(platform: Platform) -> str:
    return platform.label.lower().replace(" ", "-").replace(".", "")


def _section(platform: Platform) -> str:
    lines = [f"\n## {platform.label}\n", f"Written `{platform.name}`.\n"]
    if platform.unavailable:
        lines.append(f"**Takes no posts at the moment:** {platform.unavailable}\n")
    lines += [f"- {post_type} posts show {_shown(place)}" for post_type, place in platform.places.items()]
    if platform.mixes_media:
        lines.append("- photo posts may mix pictures and videos")
    lines += [_limit(platform, limit) for limit in platform.limits if limit.most]
    lines += ["", "| option | posts | takes | what it does | form field |", "| --- | --- | --- | --- | --- |"]
    lines += [_row(option) for option in platform.options]
    return "\n".join([*lines, ""])


def _limit(platform: Platform, limit: Limit) -> str:
    types = [post_type for post_type in platform.places if post_type in limit.types]
    posts = "" if len(types) == len(platform.places) else f" of {' and '.join(types)} posts"
    option, values = limit.when or ("", ())
    when = f" with `{option}: {' or '.join(_said(value) for value in values)}`" if option else ""
    also = f" and {limit.most_bytes:,} bytes" if limit.most_bytes else ""
    premium = f", {limit.premium:,} with Premium" if limit.premium else ""
    bound = f"{limit.most:,} {UNITS[limit.measure]}{also}{premium}"
    return f"- {WORDS[limit.words]}{posts}{when}: {bound}; {EXCESS[limit.excess]}"


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(place: Place) -> str:
    needed = "; the title is needed" if place.needs_title else ""
    return PLACES[place.text, place.headline] + needed


def _row(option: Option) -> str:
    takes = expectation(option).replace("|", "\\|")
    wire = option.wire.format(n="N") + (f", {option.url_wire}" if option.url_wire else "")
    return f"| `{option.name}` | {', '.join(option.types)} | {takes} | {option.about}{_notes(option)} | `{wire}` |"


def _notes(option: Option) -> str:
    notes = []
    if option.required:
        notes.append("Must be given.")
    if option.required_when:
        notes.append(f"Must be given where `{option.required_when[0]}` is {', '.join(option.required_when[1])}.")
    if option.needs:
        notes.append(f"Needs {_code(option.needs)}.")
    if option.exclusive_with:
        notes.append(f"Not with {_code(option.exclusive_with)}.")
    notes += [warning for warning in (option.caution, option.doubt) if warning]
    return "".join(f" {note}" for note in notes)


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
