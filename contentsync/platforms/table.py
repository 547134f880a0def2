"""The shape of a network's table: the one place that knows what a network takes and how the wire spells it.

From the tables come the checks, the wire form, the JSON Schema and the page in docs. Adding a network is adding a file.
"""

from typing import Literal

import msgspec

from contentsync.model.delivery import PostType
from contentsync.platforms.media import MediaLimits

V: tuple[PostType, ...] = ("video",)
P: tuple[PostType, ...] = ("photo",)
T: tuple[PostType, ...] = ("text",)
D: tuple[PostType, ...] = ("document",)
VP = V + P
PT = P + T
VPT = V + P + T
VPTD = VPT + D
POST_TYPES = VPTD

Kind = Literal["text", "bool", "int", "number", "choice", "list", "csv", "json", "url", "file", "files", "tracks"]
"""How a value is written and sent.

`text` a string (a whole number is taken as it is written), `choice` one of the allowed values, `list` a list that is
sent as a repeated field, `csv` a list that is sent joined by commas, `json` a mapping or list that is sent as one JSON
text, `url` http or https, `file` a path or a URL, `files` a list of them, `tracks` a list of `{file, language, name}`.
"""

Destination = Literal["", "facebook_page", "linkedin_page", "pinterest_board", "google_business_location"]
"""What a name is looked up among; empty where the value is sent as it is."""

Slot = Literal["", "title", "description", "body"]
"""A place for words on the wire. `title`: `<platform>_title`, else `title`. `description`: `<platform>_description`,
else `description`, else the title. `body`: `title` alone, while `<platform>_title` is the headline."""


class Option(msgspec.Struct, frozen=True):
    """One thing that can be said about a post on one network.

    `name` is what authors write, `wire` the form field, `[]` included where it is repeated; a file's URL goes to
    `url_wire` (empty: to `wire`). Several options of a network may share a name where their post types differ.
    `aliases` are other spellings that the API takes and we do not offer. `least` and `most` bound a number, or the
    count of a list. `longest` bounds a text or each item, in characters. `names` says that a name may stand for an id.
    `required_when` is another option and the values of it that make this one necessary; `only_when` those without
    which it has no meaning. `inherits` is what holds where the option is not given: a key of the post or of its first
    medium, or the language of its captions. `generic` is the field that carries it to every network that reads it.
    `caution` is a warning for whoever uses the option, `doubt` one about what the docs disagree on. `is_text` says
    that followers read it in place of a text, `is_cover` that it is a cover which no medium has. `one_of_several` says
    that the place it names must be given where the account has several. `capability` is what the account must be able
    to do, without which the service ignores the option (`{}` stands for the post type), and the values that take it
    (none: any).
    """

    name: str
    wire: str
    kind: Kind
    types: tuple[PostType, ...]
    about: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    longest: int | None = None
    pattern: str = ""
    pattern_about: str = ""
    required: bool = False
    required_when: tuple[str, tuple[str, ...]] | None = None
    only_when: tuple[str, tuple[str, ...]] | None = None
    needs: tuple[str, ...] = ()
    exclusive_with: tuple[str, ...] = ()
    names: Destination = ""
    aliases: tuple[str, ...] = ()
    url_wire: str = ""
    inherits: Literal["", "link", "alt", "cover", "captions", "language"] = ""
    generic: str = ""
    caution: str = ""
    doubt: str = ""
    is_text: bool = False
    is_cover: bool = False
    one_of_several: bool = False
    capability: tuple[str, tuple[str, ...]] | None = None


class Place(msgspec.Struct, frozen=True):
    """Where the words of one post type go on one network.

    `own_title` and `own_description` say whether the network has override fields of its own. `own_body` is the field
    that overrides a body, where there is one. `needs_title` says that the headline must be written. `falls_back`
    says that a missing description is filled with the title.
    """

    text: Slot = "title"
    headline: Slot = ""
    own_title: bool = True
    own_description: bool = False
    own_body: str = ""
    needs_title: bool = False
    falls_back: bool = True


TEXT_ONLY = Place()
"""Followers read `title` and nothing else."""

DESCRIBED = Place(text="description", headline="title", own_description=True)
"""A headline in `title`, the text in `description`."""

ARTICLE = Place(text="body", headline="title")
"""`title` is the body and `<platform>_title` the headline; without one the service takes the body's first line
(Upload-Post docs, upload-text page)."""


Measure = Literal["characters", "weighted", "graphemes", "bytes", "utf-16", "threads", "mastodon", "html", "markdown"]
"""How a text is counted: code points; as X weighs them; grapheme clusters; bytes of UTF-8; units of UTF-16; as Threads
does, where an emoji is as long as its UTF-8; as Mastodon does, in graphemes with every link as 23; code points without
the tags of HTML, and without the marks of Telegram's MarkdownV2."""

Excess = Literal["refused", "thread", "split", "cut", "trimmed", "doubtful"]
"""What becomes of a text that is too long: nothing is published; it becomes a thread; several messages; its end is cut
off; the headline's end is cut off; nobody can say from here."""

Words = Literal["text", "title", "first_comment"]


class Limit(msgspec.Struct, frozen=True):
    """How long some words may be (Upload-Post docs, character-limits page). 0 says that nothing bounds them.

    `when` is an option, and the values of it under which the limit holds (none: any); of several limits for the same
    words the first that holds counts. `premium` holds instead for profiles that the settings say have Premium.
    `most_bytes` bounds the bytes of UTF-8 as well.
    """

    most: int
    words: Words = "text"
    types: tuple[PostType, ...] = VPTD
    measure: Measure = "characters"
    excess: Excess = "refused"
    when: tuple[str, tuple[object, ...]] | None = None
    premium: int = 0
    most_bytes: int = 0


class Platform(msgspec.Struct, frozen=True):
    """One network. `places` has a row for each post type that it takes. `unavailable` says why it takes none now."""

    name: str
    label: str
    prefix: str
    places: dict[str, Place]
    options: tuple[Option, ...]
    limits: tuple[Limit, ...] = ()
    media: MediaLimits = MediaLimits()
    unavailable: str = ""
    mixes_media: bool = False

    @property
    def post_types(self) -> tuple[str, ...]:
        """The post types that the network takes, in the order of the API page."""
        return tuple(self.places)
