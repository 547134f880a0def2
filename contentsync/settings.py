"""contentsync.yaml, environment and flags to one frozen `Settings`. The only reader of `os.environ` in the package.

A flag wins over the environment, the environment over the file, the file over the defaults here.
"""

import os
from collections.abc import Callable
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from contentsync.content.builder import Names
from contentsync.content.configuration import NAMESPACE
from contentsync.content.configuration import check_settings
from contentsync.content.documents import read
from contentsync.content.durations import duration
from contentsync.content.finding import Finding
from contentsync.content.houserules import rulebook
from contentsync.content.keys import NAMES
from contentsync.content.moments import Trouble
from contentsync.content.moments import moment
from contentsync.content.places import Layer
from contentsync.content.places import problem_of
from contentsync.content.places import problem_of_spot
from contentsync.model.errors import UserError
from contentsync.model.houserules import Rulebook
from contentsync.model.judgement import Verdict
from contentsync.model.problem import Problem
from contentsync.model.windows import Windows

FILE = "contentsync.yaml"
API_URL = "https://api.upload-post.com/api"  # Upload-Post docs, API reference
FOLDER = ".contentsync"
SANDBOX = "sandbox"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_TEXTS = frozenset({"namespace", "content", "store", "path", "url", "drift", "late", "now", *Windows.__struct_fields__})
_NAMES = Names(NAMES.written | _TEXTS, NAMES.read)


class Secret:
    """A text that shows itself nowhere: not in repr, str, messages or tracebacks. Falsy where it is empty."""

    __slots__ = ("_text",)

    def __init__(self, text: str = "") -> None:
        self._text = text

    def reveal(self) -> str:
        """The text, for the one place that sends it."""
        return self._text

    def __bool__(self) -> bool:
        return bool(self._text)

    def __repr__(self) -> str:
        return "Secret(***)"

    def __reduce__(self) -> str:
        raise TypeError("a secret is not written anywhere")


class Flags(msgspec.Struct, frozen=True):
    """What the command line says of the settings."""

    sandbox: bool = False
    no_color: bool = False


class Settings(msgspec.Struct, frozen=True):
    """`root` is the repository's folder (that of contentsync.yaml where there is no repository), `folder` the one of
    contentsync.yaml, `file` its posix path from the root and `content` that of the content root. `private` is the
    folder for state, caches and the sandbox, which git ignores.

    `api_key` is empty on the sandbox, which holds no real key, and where none is set. `x_links` is True, False, or the
    profiles whose account has the add-on. `sandbox_now` is the time that a new sandbox begins at (aware UTC), None for
    the real one; `sandbox` are its other switches. `problems` are severities by code. `is_sandbox_flag` says that
    `--sandbox` was on the command line.
    """

    root: Path
    folder: Path
    file: str
    private: Path
    namespace: str
    content: str
    defaults: Mapping[str, Any]
    variables: Mapping[str, str]
    store: Literal["git", "file"]
    state_path: Path
    api_url: str
    api_key: Secret
    is_sandbox: bool
    is_sandbox_flag: bool
    drift: Literal["revert", "keep", "hold"]
    windows: Windows
    x_links: bool | tuple[str, ...]
    sandbox_now: datetime | None
    sandbox: Mapping[str, Any]
    profiles: Mapping[str, Any]
    problems: Mapping[str, Verdict]
    rulebook: Rulebook
    is_ci: bool
    is_colored: bool

    @property
    def x_premium(self) -> frozenset[str]:
        """The profiles whose account has Premium on X."""
        return frozenset(name for name, known in self.profiles.items() if known and known.get("x_premium"))

    @property
    def cache(self) -> Path:
        """The folder of the caches; whatever is in it may be deleted at any time."""
        return self.private / "cache"


def environment() -> dict[str, str]:
    """The process's environment, once: everything else is handed it."""
    return dict(os.environ)


TRUSTED = ("api", "namespace", "sandbox", "state")
"""The keys that say where the API key is sent and whose state is read: not for a pull request to change."""

Base = Callable[[Path, str], bytes | None]
"""(the repository's folder, posix path of contentsync.yaml) to its bytes in a revision that is trusted; None: it has
none."""


def load(start: Path, environ: Mapping[str, str], flags: Flags, base: Base | None = None) -> Settings:
    """The settings of the nearest contentsync.yaml, from `start` upwards to the repository's folder.

    With `base`, the `TRUSTED` keys are those of that revision and of no other. UserError where there is no
    contentsync.yaml, or with a problem for everything that is wrong in it.
    """
    folder, root = _found(start)
    path = (folder / FILE).relative_to(root).as_posix()
    try:
        raw = (folder / FILE).read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", "Check its permissions.") from None
    values, problems = _values(path, raw, folder, root)
    if base is not None and not problems:
        values = _with_trusted(values, base(root, path), path, folder, root)
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "a problem"
        raise UserError(f"{path} has {count}", f"Put {path} right; nothing was read or written.", tuple(problems))
    return _settings(values, folder, root, path, environ, flags)


def revised(settings: Settings, raw: bytes) -> Settings | None:
    """The settings with what an older contentsync.yaml says of posts; None where that one has problems."""
    values, problems = _values(settings.file, raw, settings.folder, settings.root)
    if problems:
        return None
    return msgspec.structs.replace(settings, **_of_content(values, settings.folder, settings.root))


def _with_trusted(values: Mapping[str, Any], raw: bytes | None, path: str, folder: Path, root: Path) -> dict[str, Any]:
    """A namespace that the base does not have yet is taken as it comes: nothing can be kept under it."""
    theirs, problems = _values(path, raw, folder, root) if raw is not None else ({}, [])
    if problems:
        raise UserError(f"{path} of the base has a problem", f"put {path} right there first", tuple(problems))
    own = {key: value for key, value in values.items() if key not in TRUSTED or key == "namespace"}
    return own | {key: theirs[key] for key in TRUSTED if key in theirs}


def _found(start: Path) -> tuple[Path, Path]:
    start = start.resolve()
    above = [start, *start.parents]
    root = next((folder for folder in above if (folder / ".git").exists()), None)
    for folder in above:
        if (folder / FILE).is_file():
            return folder, root or folder
        if folder == root:
            break
    raise UserError(f"there is no {FILE} in {start} or above it", "Begin with: contentsync init")


def _values(path: str, raw: bytes, folder: Path, root: Path) -> tuple[dict[str, Any], list[Problem]]:
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
    return _present(values), sorted(problem_of(finding, layers, 1) for finding in findings)


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


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
    url = _present(values.get("api") or {}).get("url")
    if url and url != SANDBOX and not is_safe_url(url):
        found.append(Finding(("api", "url"), "CS202", _UNSAFE.format(url), f"Write: url: {API_URL}"))
    now = (values.get("sandbox") or {}).get("now")
    if now is not None and isinstance(_instant(now), Trouble):
        message = f"`now` takes a moment with an offset or Z; this is {now!r}"
        found.append(Finding(("sandbox", "now"), "CS204", message, "Write: now: 2027-03-01T08:00:00Z"))
    return found + _windows_inconsistent(values)


def _windows_inconsistent(values: Mapping[str, Any]) -> list[Finding]:
    windows = _windows(values)
    if windows.freeze <= windows.lead <= windows.replace_lead:
        return []
    message = "of `windows`, freeze may not be longer than lead, nor lead longer than replace_lead"
    return [Finding(("windows",), "CS202", message, "Write: windows: {freeze: 2m, lead: 10m, replace_lead: 30m}")]


_UNSAFE = "{!r} is no https:// address: the key would be readable on the way"


def is_safe_url(url: str) -> bool:
    """Whether a key may be sent there: https, or http on this machine."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        )
    except ValueError:
        return False


def _instant(text: Any) -> datetime | Trouble:
    return moment(text, "") if isinstance(text, str) else Trouble("CS204", "not a text", "")


def _windows(values: Mapping[str, Any]) -> Windows:
    given = {name: duration(value) for name, value in _present(values.get("windows") or {}).items()}
    late = duration(values.get("late") or 0)
    return msgspec.structs.replace(Windows(), **given, late=late)


def _settings(
    values: Mapping[str, Any], folder: Path, root: Path, path: str, environ: Mapping[str, str], flags: Flags
) -> Settings:
    url = environ.get("CONTENTSYNC_API_URL") or _present(values.get("api") or {}).get("url") or API_URL
    is_sandbox = flags.sandbox or url == SANDBOX
    if not is_sandbox and not is_safe_url(url):
        raise UserError(_UNSAFE.format(url), f"Set CONTENTSYNC_API_URL to {API_URL}, or unset it.")
    now = (values.get("sandbox") or {}).get("now")
    begins_at = _instant(now) if now is not None else None
    store, state_path = _state(_present(values.get("state") or {}), environ, folder)
    return Settings(
        **_of_content(values, folder, root),
        root=root,
        folder=folder,
        file=path,
        private=folder / FOLDER,
        namespace=values["namespace"],
        store=store,
        state_path=state_path,
        api_url=SANDBOX if is_sandbox else url.rstrip("/"),
        api_key=Secret("" if is_sandbox else environ.get("UPLOAD_POST_API_KEY", "").strip()),
        is_sandbox=is_sandbox,
        is_sandbox_flag=flags.sandbox,
        drift=values.get("drift") or "revert",
        windows=_windows(values),
        sandbox_now=begins_at if isinstance(begins_at, datetime) else None,
        sandbox={key: value for key, value in (values.get("sandbox") or {}).items() if key != "now"},
        problems=_present(values.get("problems") or {}),
        is_ci=environ.get("CI", "").casefold() not in ("", "0", "false"),
        is_colored=not flags.no_color and not environ.get("NO_COLOR"),
    )


def _of_content(values: Mapping[str, Any], folder: Path, root: Path) -> dict[str, Any]:
    """The fields of `Settings` that bear on what files say."""
    x_links, defaults = values.get("x_links") or False, values.get("defaults") or {}
    return {
        "content": (folder / (values.get("content") or "content")).resolve().relative_to(root).as_posix(),
        "defaults": {key: value for key, value in defaults.items() if key != "variables"},
        "variables": _present(values.get("variables") or {}) | _present(defaults.get("variables") or {}),
        "x_links": x_links if isinstance(x_links, bool) else tuple(x_links if isinstance(x_links, list) else [x_links]),
        "profiles": values.get("profiles") or {},
        "rulebook": rulebook(values.get("rules"), values.get("profiles")),
    }


def _state(given: Mapping[str, Any], environ: Mapping[str, str], folder: Path) -> tuple[Literal["git", "file"], Path]:
    """`CONTENTSYNC_STATE` is `git`, `file`, or `file:` and a path."""
    store, _, path = environ.get("CONTENTSYNC_STATE", "").partition(":")
    if store not in ("", "git", "file"):
        raise UserError(f"CONTENTSYNC_STATE is {store!r}", "Set it to git, file, or file:PATH.")
    chosen: Literal["git", "file"] = "git" if (store or given.get("store")) == "git" else "file"
    return chosen, folder / (path or given.get("path") or f"{FOLDER}/state.json")
