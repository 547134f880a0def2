"""Where each value of a post comes from: its own file, a `_defaults.yaml` above it, or contentsync.yaml."""

import posixpath
from collections.abc import Iterator
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from contentsync.content.cascade import effective
from contentsync.content.cascade import merged
from contentsync.content.documents import Written
from contentsync.content.documents import read
from contentsync.content.frontmatter import read_markdown
from contentsync.content.inheritance import Inherited
from contentsync.content.inheritance import anchored
from contentsync.content.inheritance import inherited
from contentsync.content.keys import KEYS
from contentsync.content.keys import NAMES
from contentsync.content.places import Layer
from contentsync.content.positions import find
from contentsync.content.positions import place
from contentsync.content.tree import DEFAULTS_FILE
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.content.variables import filled
from contentsync.model.delivery import Source

_KEYS = {name: number for number, name in enumerate(KEYS)}


class Origin(msgspec.Struct, frozen=True):
    """One effective value. `name` is a dotted path, such as `platforms.x.reply_settings`; `line` 0 is not known."""

    name: str
    value: Any
    file: str
    line: int


class Base(msgspec.Struct, frozen=True):
    """What every post inherits from. `root` is the repository's folder; `settings` (contentsync.yaml) and `content`
    (the content root) are posix paths from it, `defaults` and `variables` what the settings say.
    """

    root: Path
    settings: str
    content: str
    defaults: Mapping[str, Any]
    variables: Mapping[str, str]


def origins(base: Base, source: Source) -> tuple[Origin, ...]:
    """Every effective value of the post that begins there, in the order of the documentation."""
    raw = (base.root / source.file).read_bytes()
    reading = read_markdown(raw, NAMES) if source.file.lower().endswith(MARKDOWN_SUFFIXES) else read(raw, NAMES)
    written = next(post for post in reading.posts if post.line == source.line)
    above = _inherited(base, posixpath.dirname(source.file))
    layers = (_own(source.file, written, raw), *above.layers)
    values = filled(effective(above.values, written.values), above.variables, [])
    found = [_origin(path, value, layers, base) for path, value in _leaves(values, ())]
    return tuple(sorted(found, key=lambda origin: _KEYS.get(origin.name.partition(".")[0], len(_KEYS))))


def _own(file: str, written: Written, raw: bytes) -> Layer:
    return Layer(file, written.node, written.offset, raw, written.body_line)


def _inherited(base: Base, folder: str) -> Inherited:
    above = Inherited(merged(anchored(base.defaults, base.content, base.content), {}), base.variables)
    below = Path(folder).relative_to(base.content).parts
    for depth in range(len(below) + 1):
        file = posixpath.join(base.content, *below[:depth], DEFAULTS_FILE)
        if (base.root / file).is_file():
            above, _ = inherited(above, file, (base.root / file).read_bytes(), base.content)
    return above


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, each in value.items():
            yield from _leaves(each, (*path, key))
    else:
        yield path, value


def _origin(path: tuple[str, ...], value: Any, layers: tuple[Layer, ...], base: Base) -> Origin:
    name = ".".join(path)
    for number, layer in enumerate(layers):
        line = _line(layer, path)
        if line:
            return Origin(name, value, layer.file, line)
        if not number and path == ("text",) and layer.body_line:
            return Origin(name, value, layer.file, layer.body_line)
    return Origin(name, value, base.settings, _settings_line(base, path))


def _line(layer: Layer, path: tuple[str, ...]) -> int:
    node, depth = find(layer.node, path)
    if node is None or depth < len(path):
        return 0
    return place(node, [], "")[0] + layer.offset


def _settings_line(base: Base, path: tuple[str, ...]) -> int:
    raw = (base.root / base.settings).read_bytes()
    reading = read(raw, NAMES)
    node = reading.posts[0].node if reading.posts else None
    return _line(Layer(base.settings, node, 0, raw), ("defaults", *path))
