"""State as bytes: one line per address, sorted, so that its diffs read as an audit log."""

import msgspec

from contentsync.model.errors import UserError
from contentsync.state.document import FORMAT
from contentsync.state.document import State

NEWER = "install the newer contentsync that wrote it: pip install --upgrade contentsync"
_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder(State)


class _Head(msgspec.Struct):
    """The little that must be readable in every format."""

    format: int


_HEAD = msgspec.json.Decoder(_Head)


def encode(state: State) -> bytes:
    """JSON, a line per address, ending in a line feed."""
    head = msgspec.to_builtins(state, builtin_types=())
    head.pop("posts", None)
    lines = [f" {_key(name)}:{_ENCODER.encode(value).decode()}," for name, value in head.items()]
    posts = [f"  {_key(address)}:{_ENCODER.encode(entry).decode()}" for address, entry in sorted(state.posts.items())]
    body = ",\n".join(posts)
    return ("{\n" + "\n".join(lines) + '\n "posts":{\n' + body + "\n }\n}\n").encode()


def _key(name: str) -> str:
    return msgspec.json.encode(name).decode()


def decode(data: bytes, where: str) -> State:
    """The document, or an error that says what is wrong with it and what to do. Never an empty state by mistake."""
    try:
        found = _HEAD.decode(data).format
        if found > FORMAT:
            raise UserError(f"{where} is of format {found}; this contentsync reads up to {FORMAT}", NEWER)
        return _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if "unknown field" in str(error):
            raise UserError(f"{where} holds what this contentsync does not know: {error}", NEWER) from error
        raise UserError(
            f"{where} cannot be read as contentsync's state: {error}",
            "restore it from a backup; if there is none, move it away: plan then finds its own jobs by their labels",
        ) from error
