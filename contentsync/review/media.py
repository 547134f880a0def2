"""What a post shows, in a few words."""

from collections import Counter

from contentsync.model.delivery import Medium

_NOUNS = {"image": "photo", "video": "video", "document": "document", "captions": "captions file"}


def media_text(media: tuple[Medium, ...]) -> str:
    """`1 photo, 412 KB` or `3 photos, 1 video, 80.1 MB`; empty without media. What a URL weighs is not known."""
    if not media:
        return ""
    counts = Counter(_NOUNS[medium.kind] for medium in media)
    parts = [f"{count} {noun}{'s' if count > 1 else ''}" for noun, count in counts.items()]
    size = sum(medium.size for medium in media)
    return ", ".join([*parts, size_text(size)] if size else parts)


def size_text(size: int) -> str:
    """Bytes as people read them: `812 B`, `412 KB`, `79.6 MB`, by thousands as file managers count."""
    if size < 1_000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1_000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
