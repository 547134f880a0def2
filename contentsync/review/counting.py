"""Numbers with their nouns."""


def counted(count: int, noun: str, plural: str = "") -> str:
    """`1 post`, `2 posts`, `4,000 posts`; `plural` where an s is not enough."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {plural or f'{noun}s'}"
