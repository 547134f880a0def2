"""What has to be known of a plan before anything in it: that it is not real, or not all that it could be."""

from collections.abc import Iterator

from contentsync.review.rows import Header

SANDBOX = "SANDBOX: nothing here reaches Upload-Post or any follower."


def notices(header: Header) -> Iterator[str]:
    """A line each, for the beginning and the end of whatever shows the plan; nothing in it is neutralised yet."""
    if header.is_sandbox:
        yield SANDBOX
    if header.is_supposed:
        was = f"what {header.base} says is scheduled already" if header.base else "nothing is scheduled yet"
        yield f"OFFLINE: nobody was asked; it is supposed that {was}."
    if header.unread:
        yield f"WITHOUT STATE: {header.unread}. What is ours is known by its labels in Upload-Post alone."
