"""Numbers with their nouns."""


def counted(count: int, noun: str) -> str:
    """`1 post`, `2 posts`, `4,000 posts`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
