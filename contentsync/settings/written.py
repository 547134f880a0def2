"""What a contentsync.yaml says, and every problem that is in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contentsync.content.builder import Names
from contentsync.content.configuration import NAMESPACE
from contentsync.content.configuration import check_settings
from contentsync.content.documents import read
from contentsync.content.finding import Finding
from contentsync.content.keys import NAMES
from contentsync.content.moments import Trouble
from contentsync.content.places import Layer
from contentsync.content.places import problem_of
from contentsync.content.places import problem_of_spot
from contentsync.model.problem import Problem
from contentsync.model.windows import Windows
from contentsync.settings.addresses import API_URL
from contentsync.settings.addresses import SANDBOX
from contentsync.settings.addresses import UNSAFE
from contentsync.settings.addresses import is_safe_url
from contentsync.settings.values import instant
from contentsync.settings.values import present
from contentsync.settings.values import windows_of

FILE = "contentsync.yaml"
_TEXTS = frozenset({"namespace", "content", "store", "path", "url", "drift", "late", "now", *Windows.__struct_fields__})
_NAMES = Names(NAMES.written | _TEXTS, NAMES.read)


def values_of(path: str, raw: bytes, folder: Path, root: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Its values as they are written, and its problems; no values where it is no YAML. `path` is from `root`."""
    reading = read(raw, _NAMES)
    written = reading.posts[0] if reading.posts else None
    problems = [problem_of_spot(path, spot) for spot in reading.spots]
    problems += [problem_of_spot(path, spot) for post in reading.posts for spot in post.spots]
    if problems:
        return {}, sorted(problems)
    layers = (Layer(path, written.node if written else None, 0, raw),)
    values = written.values if written and written.values is not None else {}
    if not isinstance(values, dict) or len(reading.posts) > 1:
        fix = "Write `namespace:`, `defaults:` and the like, each on a line of its own."
        findings = [Finding((), "CS202", f"{FILE} holds one mapping of keys to values", fix)]
        values = {}
    else:
        findings = check_settings(values) or _inconsistent(values, folder, root)
    return present(values), sorted(problem_of(finding, layers, 1) for finding in findings)


def _inconsistent(values: Mapping[str, Any], folder: Path, root: Path) -> list[Finding]:
    found = []
    namespace = values.get("namespace")
    if namespace is None:
        fix = "Write namespace: acme-social-k3f9xa, a name and six random letters that nobody else has."
        found.append(Finding((), "CS203", "`namespace` is missing", fix))
    elif not NAMESPACE.fullmatch(namespace):
        message = f"{namespace!r} cannot be a namespace: 3 to 32 of a to z, 0 to 9 and -"
        found.append(Finding(("namespace",), "CS202", message, "Write it like namespace: acme-social-k3f9xa"))
    content = (folder / (values.get("content") or "content")).resolve()
    if not content.is_relative_to(root) or content == folder:
        message = "`content` has to be a folder below the one of contentsync.yaml, inside the repository"
        found.append(Finding(("content",), "CS402", message, "Write: content: content"))
    url = present(values.get("api") or {}).get("url")
    if url and url != SANDBOX and not is_safe_url(url):
        found.append(Finding(("api", "url"), "CS202", UNSAFE.format(url), f"Write: url: {API_URL}"))
    now = (values.get("sandbox") or {}).get("now")
    if now is not None and isinstance(instant(now), Trouble):
        message = f"`now` takes a moment with an offset or Z; this is {now!r}"
        found.append(Finding(("sandbox", "now"), "CS204", message, "Write: now: 2027-03-01T08:00:00Z"))
    return found + _windows_inconsistent(values)


def _windows_inconsistent(values: Mapping[str, Any]) -> list[Finding]:
    windows = windows_of(values)
    if windows.freeze <= windows.lead <= windows.replace_lead:
        return []
    message = "of `windows`, freeze may not be longer than lead, nor lead longer than replace_lead"
    return [Finding(("windows",), "CS202", message, "Write: windows: {freeze: 2m, lead: 10m, replace_lead: 30m}")]
