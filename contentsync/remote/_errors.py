"""The two ways in which a question to the server fails."""

from contentsync.model.errors import UserError


class RefusedKeyError(UserError):
    """The server does not take the key: every other question would fail too."""


class ServerTroubleError(UserError):
    """No trustworthy answer: unreachable, out of order, refused, or not in a form that can be read."""
