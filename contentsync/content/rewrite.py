"""Writing what a person chose in Upload-Post back into a post's file, touching nothing but those values."""

import yaml
from yaml.nodes import MappingNode
from yaml.nodes import ScalarNode
from yaml.nodes import SequenceNode

from contentsync.model.errors import UserError


def rewritten(raw: bytes, line: int, values: dict[str, str]) -> bytes:
    """The file with those keys of the post that begins on `line` (from 1) set to those texts, all else byte for byte.

    UserError where a key does not stand in the post itself (it comes from defaults, or is not a plain value).
    """
    text = raw.decode()
    post = _post(text, line)
    spans = sorted(((*_span(post, key), value) for key, value in values.items()), reverse=True)
    for start, end, column, value in spans:
        rest = text[end:]
        written = _scalar(value, column)
        text = text[:start] + (written.rstrip("\n") if rest.startswith("\n") else written) + rest
    return text.encode()


def with_scalar(raw: bytes, key: str, scalar: str) -> bytes:
    """The file with one key of its first mapping set to a value that is YAML already, all else byte for byte.

    UserError where the key is not there, or is not a plain value.
    """
    text = raw.decode()
    start, end, _ = _span(_post(text, 1), key)
    return (text[:start] + scalar + text[end:]).encode()


def _post(text: str, line: int) -> MappingNode:
    for document in yaml.compose_all(text, Loader=yaml.SafeLoader):
        for node in document.value if isinstance(document, SequenceNode) else (document,):
            if isinstance(node, MappingNode) and node.start_mark.line + 1 >= line:
                return node
    raise UserError("the post was not found in its file any more", "contentsync plan")


def _span(post: MappingNode, key: str) -> tuple[int, int, int]:
    """From where to where a value stands, and the column of its key."""
    for name, value in post.value:
        if name.value == key and isinstance(value, ScalarNode):
            return value.start_mark.index, value.end_mark.index, name.start_mark.column
    raise UserError(f"`{key}` does not stand in the post itself", f"write `{key}:` into its file by hand")


def _scalar(value: str, column: int) -> str:
    """A value as YAML: plain for a date, a literal block for text."""
    if "\n" not in value and value.replace("-", "").replace(":", "").replace(" ", "").isdigit():
        return value
    indent = " " * (column + 2)
    lines = "".join(f"{indent}{line}\n" if line else "\n" for line in value.rstrip("\n").split("\n"))
    return f"|\n{lines}"
