"""Which networks take which kind of post, and where the words followers read come from.

Source: API page, tables of platforms per post type and of common fields.
"""

import re

TYPES = {"video": "V", "photo": "P", "text": "T", "document": "D"}

PLATFORMS: dict[str, tuple[str, ...]] = {
    "video": (
        *(
            "tiktok",
            "instagram",
            "youtube",
            "linkedin",
            "facebook",
            "pinterest",
            "threads",
            "reddit",
            "bluesky",
        ),
        *("x", "google_business", "discord", "telegram", "mastodon", "wordpress"),
    ),
    "photo": (
        *("tiktok", "instagram", "linkedin", "facebook", "pinterest", "threads", "reddit", "bluesky", "x"),
        *("google_business", "discord", "telegram", "mastodon", "lemmy", "wordpress"),
    ),
    "text": (
        *(
            "x",
            "linkedin",
            "facebook",
            "threads",
            "reddit",
            "bluesky",
            "google_business",
            "discord",
            "telegram",
        ),
        *("slack", "mastodon", "nostr", "lemmy", "devto", "hashnode", "wordpress", "whop", "listmonk"),
    ),
    "document": ("linkedin",),
}
EVERY = tuple(sorted({name for names in PLATFORMS.values() for name in names}))

# Networks that show a description beside (or instead of) the title, per kind of post.
DESCRIBED: dict[str, tuple[str, ...]] = {
    "video": ("linkedin", "facebook", "youtube", "pinterest"),
    "photo": ("tiktok", "linkedin", "facebook", "pinterest", "reddit"),
    "text": ("reddit",),
    "document": ("linkedin",),
}

# Schemed addresses, www. hosts, and bare host + path; what is written around them stays.
_LINK = re.compile(
    r"(?:https?://\S+|\bwww\.\S+|\b(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[\w-]+\.)+[a-z]{2,})/\S*)", re.IGNORECASE
)


def without_links(text: str) -> str:
    """The text as X shows it on an account that has no X Links add-on."""
    lines = (re.sub(r"[ \t]{2,}", " ", _LINK.sub("", line)).rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip()
