"""The texts of the files that `init` and `new` write. Plain YAML with a comment wherever a newcomer may wonder."""

import json
import re
import sys
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ./_@+-]*[A-Za-z0-9]|[A-Za-z]")
_SPECIAL = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})

SETTINGS = """\
# yaml-language-server: $schema=.contentsync/schemas/settings.schema.json
namespace: {namespace}  # the name under which this folder owns its posts: never edit it
defaults:
  profile: {profile}  # the name of a profile of your Upload-Post account
  timezone: {timezone}
state: {{store: {store}}}  # what was scheduled is remembered in {place}
"""
PLACES = {"file": ".contentsync/state.json", "git": "a ref of the git remote, for everybody who can push"}

FIRST_TEXT = """\
Hello! This post was scheduled from a git repository."""

NEW_TEXT = "What followers read."


def scalar(text: str) -> str:
    """A YAML scalar that reads back as this text: plain where that is safe, else double-quoted."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _SPECIAL:
        return text
    return json.dumps(text, ensure_ascii=False)


class _Text(str):
    """A text that is to stand as it is."""

    __slots__ = ()


_OTHER_BREAKS = frozenset("\r\x85\u2028\u2029")
"""What ends a line in YAML 1.1, and would come back as a line feed."""


def as_yaml(values: Mapping[str, Any]) -> str:
    """A mapping in its order: `text` as a literal block, double-quoted only where a block cannot hold it; lists in one
    line, and no line broken.
    """
    import yaml

    class Emitter(yaml.SafeDumper):
        """Has representers of its own."""

    def text(emitter: yaml.SafeDumper, value: _Text) -> yaml.Node:
        style = '"' if _OTHER_BREAKS & set(value) else "|"
        return emitter.represent_scalar("tag:yaml.org,2002:str", str(value), style=style)

    def line(emitter: yaml.SafeDumper, value: list[Any]) -> yaml.Node:
        return emitter.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)

    Emitter.add_representer(_Text, text)
    Emitter.add_representer(list, line)
    return str(yaml.dump(_marked(values), Dumper=Emitter, allow_unicode=True, sort_keys=False, width=sys.maxsize))


def _marked(values: Mapping[str, Any]) -> dict[str, Any]:
    def mark(key: str, value: Any) -> Any:
        if isinstance(value, Mapping):
            return _marked(value)
        return _Text(value) if key == "text" else value

    return {key: mark(key, value) for key, value in values.items()}


def settings_text(namespace: str, profile: str, timezone: str, store: str) -> str:
    """`contentsync.yaml` as `init` writes it; `store` is a key of `PLACES`."""
    words = {"profile": scalar(profile), "timezone": scalar(timezone)}
    return SETTINGS.format(namespace=namespace, **words, store=store, place=PLACES[store])


def post_text(
    *, publish_at: str, platforms: Sequence[str], text: str, schema: str, profile: str = "", is_markdown: bool = False
) -> str:
    """The file of a post. `schema` is the path from the file to the post's schema, for editors."""
    lines = [f"profile: {scalar(profile)}"] if profile else []
    lines += [
        f"publish_at: {publish_at}  # local time; 2027-03-01T09:00Z and on-merge work too",
        f"platforms: [{', '.join(map(scalar, platforms))}]",
    ]
    draft = "draft: false  # a draft is shown everywhere and never scheduled"
    if is_markdown:
        return "\n".join(["---", *lines, draft, "---", text]) + "\n"
    head = [f"# yaml-language-server: $schema={schema}"]
    body = [f"  {line}" if line else "" for line in text.split("\n")]
    return "\n".join([*head, *lines, "text: |", *body, draft]) + "\n"


def imported_text(values: Mapping[str, Any], schema: str) -> str:
    """The file of a post that was taken over."""
    return f"# yaml-language-server: $schema={schema}\n{as_yaml(values)}"
