"""How posts look on each network, as far as a card has to know: one row for each.

Networks rarely say where they fold a text; where a row has no source but "seen", the number is what people measured in
the networks' own apps, which differ by a line or so between devices.
"""

from typing import Literal

import msgspec

from contentsync.model.delivery import Medium

Layout = Literal["feed", "stacked", "photo", "screen", "watch", "pin", "forum", "bubble", "plain"]
"""`feed`: the account beside the words; `stacked`: above them; `photo`: the medium first; `screen`: words on a medium
of full height; `watch`: a player with a headline; `pin`; `forum`: a headline under a community; `bubble`: a message
in a chat; `plain`: whatever the network makes of it."""

Gallery = Literal["mosaic", "strip"]
"""Several media as tiles of one picture, or one beside the other, to be swiped."""

Icon = Literal["reply", "repost", "like", "share", "save", "up", "views", "dots"]


class Look(msgspec.Struct, frozen=True):
    """`fold` characters and `fold_lines` lines are what followers see before `more`; 0: all of it. `is_wordless` says
    that they see no text but what the medium shows.

    `narrowest` and `widest` are the width to height that a single picture is cut to; 0: as it is. `most_tiles` are the
    tiles of a mosaic, the last of which counts the rest. `icons` stand below, `words` beside them.
    """

    layout: Layout
    fold: int = 0
    fold_lines: int = 0
    more: str = "…more"
    gallery: Gallery = "mosaic"
    narrowest: float = 0
    widest: float = 0
    most_tiles: int = 4
    is_wordless: bool = False
    icons: tuple[Icon, ...] = ()
    words: tuple[str, ...] = ()


_FEED: tuple[Icon, ...] = ("reply", "repost", "like", "share")

LOOKS: dict[str, Look] = {
    # Longer posts fold after 280 characters (X help, about X Premium). Media: seen.
    "x": Look(
        "feed", fold=280, more="Show more", narrowest=3 / 4, widest=2, icons=("reply", "repost", "like", "views")
    ),
    # MAX_POST_LINES in the source of Bluesky's app.
    "bluesky": Look(
        "feed", fold_lines=25, more="Show more", narrowest=1 / 2, icons=("reply", "repost", "like", "dots")
    ),
    # MAX_HEIGHT in the source of Mastodon's status content: 32 lines of 22 pixels.
    "mastodon": Look("feed", fold_lines=32, more="Read more", widest=16 / 9, icons=("reply", "repost", "like", "save")),
    "threads": Look("feed", gallery="strip", narrowest=3 / 4, icons=("like", "reply", "repost", "share")),
    # About 210 characters: seen. LinkedIn's own specifications of ads advise 150.
    "linkedin": Look(
        "stacked", fold=210, narrowest=4 / 5, widest=1.91, most_tiles=5, words=("Like", "Comment", "Repost", "Send")
    ),
    # About 480 characters: seen.
    "facebook": Look(
        "stacked", fold=480, more="See more", narrowest=4 / 5, most_tiles=5, words=("Like", "Comment", "Share")
    ),
    # 125 characters (Meta ads guide, Instagram feed); 4:5 to 1.91:1 (Upload-Post docs, photo-requirements page).
    "instagram": Look(
        "photo",
        fold=125,
        more="more",
        gallery="strip",
        narrowest=4 / 5,
        widest=1.91,
        icons=("like", "reply", "share", "save"),
    ),
    # About two lines: seen.
    "tiktok": Look("screen", fold=90, more="more", gallery="strip", icons=("like", "reply", "save", "share")),
    # The first lines of a description, about 157 characters: seen.
    "youtube": Look("watch", fold=157, icons=("like", "share", "save")),
    # Pins taller than 2:3 are cut in feeds; the first 50 to 60 characters show there (Pinterest product specs).
    "pinterest": Look("pin", fold=60, more="More", gallery="strip", narrowest=2 / 3),
    "reddit": Look("forum", gallery="strip", icons=("up", "reply", "share")),
    "lemmy": Look("forum", icons=("up", "reply", "save")),
    "telegram": Look("bubble", most_tiles=10),
    "discord": Look("bubble"),
    "slack": Look("bubble"),
}
_PLAIN = Look("plain")
_TALL = frozenset({"STORIES", "REELS"})
_SHORT_SECONDS = 180


def look_of(platform: str, post_type: str, media_type: str, media: tuple[Medium, ...]) -> Look:
    """The look of a post; reels, shorts and stories fill the screen wherever they are."""
    look = LOOKS.get(platform, _PLAIN)
    is_reel = platform == "instagram" and post_type == "video"
    if media_type in _TALL or is_reel or (platform == "youtube" and _is_short(media)):
        # Stories have no captions (Meta's content publishing guides).
        is_wordless = media_type == "STORIES"
        icons = () if is_wordless else look.icons
        return msgspec.structs.replace(
            look, layout="screen", gallery="strip", is_wordless=is_wordless, icons=icons, words=()
        )
    return look


def _is_short(media: tuple[Medium, ...]) -> bool:
    """Up to three minutes, square or taller (Upload-Post docs, video-requirements page)."""
    return all(0 < each.duration <= _SHORT_SECONDS and 0 < each.width <= each.height for each in media)
