"""What the posts of a folder inherit: the defaults of the settings and of each `_defaults.yaml` on the way down."""

import posixpath
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from contentsync.content.cascade import merged
from contentsync.content.documents import read
from contentsync.content.finding import Finding
from contentsync.content.ignores import ignores_of
from contentsync.content.keys import NAMES
from contentsync.content.places import Layer
from contentsync.content.places import problem_of
from contentsync.content.places import problem_of_spot
from contentsync.content.shape import check_defaults
from contentsync.model.judgement import Ignore
from contentsync.model.problem import Problem


class Inherited(msgspec.Struct, frozen=True):
    """`values` and `variables` are merged, the nearest wins; `layers` are the files they come from, nearest first.

    `broken` is the nearest file with an error, "" if there is none: no post that inherits from it is believed.
    `ignores` are the comments of those files that ignore problems.
    """

    values: Mapping[str, Any] = {}
    variables: Mapping[str, Any] = {}
    layers: tuple[Layer, ...] = ()
    broken: str = ""
    uses_variables: bool = False
    ignores: tuple[Ignore, ...] = ()

    @property
    def identity(self) -> tuple[Any, ...]:
        """Everything that a post below may owe to it: values, and the files, whose lines problems may name."""
        files = [(layer.file, sha256(layer.raw).hexdigest()) for layer in self.layers]
        return self.values, self.variables, self.broken, files


def inherited(above: Inherited, file: str, raw: bytes, content_root: str) -> tuple[Inherited, list[Problem]]:
    """What holds in the folder of a `_defaults.yaml`, and what is wrong with that file."""
    reading = read(raw, NAMES)
    written = reading.posts[0] if reading.posts else None
    values = written.values if written is not None and written.values is not None else {}
    layer = Layer(file, written.node if written else None, 0, raw)
    ignores = ignores_of(file, raw, reading.posts)
    spots = reading.spots + [spot for post in reading.posts for spot in (*post.spots, *post.remarks)]
    problems = [problem_of_spot(file, spot) for spot in spots]
    problems += [problem_of(finding, (layer,), 1) for finding in _wrong(values, len(reading.posts))]
    if problems:
        return msgspec.structs.replace(above, broken=file, layers=(layer, *above.layers)), problems
    values = anchored(values, posixpath.dirname(file), content_root)
    own = values.pop("variables", None) or {}
    variables = {**above.variables, **own}
    values = merged(above.values, values)
    layers, ignores = (layer, *above.layers), (*ignores, *above.ignores)
    return Inherited(values, variables, layers, above.broken, "{{" in str(values), ignores), []


def _wrong(values: Any, count: int) -> list[Finding]:
    if not isinstance(values, dict) or count > 1:
        return [Finding((), "CS112", "`_defaults.yaml` holds one mapping of keys to values", "Write: profile: acme")]
    return check_defaults(values)


def anchored(values: Mapping[str, Any], folder: str, content_root: str) -> dict[str, Any]:
    """The values with media paths that mean the same from every folder: beside the defaults, not beside the post."""
    result = dict(values)
    start = posixpath.relpath(folder or ".", content_root or ".")
    prefix = "/" if start == "." else f"/{start}/"
    if result.get("media"):
        result["media"] = _anchored_media(result["media"], prefix)
    platforms = result.get("platforms")
    if isinstance(platforms, dict):
        result["platforms"] = {
            name: {**options, "media": _anchored_media(options["media"], prefix)}
            if isinstance(options, dict) and options.get("media")
            else options
            for name, options in platforms.items()
        }
    return result


def _anchored_media(written: Any, prefix: str) -> Any:
    if isinstance(written, list):
        return [_anchored_media(each, prefix) for each in written]
    if isinstance(written, dict):
        return {key: src if key == "alt" else _anchored_media(src, prefix) for key, src in written.items()}
    if isinstance(written, str) and not written.startswith("/") and "://" not in written:
        return prefix + written
    return written
