"""A bare repository for the time of one process, which reaches remotes exactly as the real one does.

Nothing of the real repository is touched: no object, ref, hook or FETCH_HEAD, and no `.git/shallow`, by which a fetch
of limited depth would turn a whole clone into a shallow one.
"""

import re
import shutil
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from contentsync.model.errors import UserError
from contentsync.repo.complaints import scrubbed
from contentsync.repo.process import Answer
from contentsync.repo.process import answered

LOCAL_SECONDS = 60.0
"""For what needs no network."""

NETWORK_SECONDS = 45.0
"""For one talk with the remote."""

MINIMUM = (2, 31)
"""The git that first takes settings from the environment (git 2.31 release notes, GIT_CONFIG_COUNT)."""

# What says how remotes are reached (git-config manual). The rest, refspecs and hooks first, must not apply here.
SECTIONS = ("credential.", "http.", "url.", "ssh.", "protocol.")
KEYS = frozenset({"core.sshcommand", "core.askpass", "core.gitproxy"})
REMOTE_KEYS = frozenset({"url", "pushurl", "proxy", "proxyauthmethod", "receivepack", "uploadpack", "vcs"})

ME = {"GIT_AUTHOR_NAME": "contentsync", "GIT_AUTHOR_EMAIL": "contentsync@localhost"}
AUTHOR = {**ME, **{name.replace("AUTHOR", "COMMITTER"): value for name, value in ME.items()}}


class Setting(NamedTuple):
    """One line of `git config --list --show-scope`."""

    scope: str
    key: str
    value: str


class Scratch:
    """Runs git in it. UserError where `root` is no repository, has no such remote, or git is too old."""

    def __init__(self, root: Path, remote: str) -> None:
        self._root = root
        _check_version(root)
        object_format = _said(root, "rev-parse", "--show-object-format").decode().strip()
        theirs = _settings(root)
        if not any(key == f"remote.{remote}.url" for _, key, _ in theirs):
            raise UserError(
                f"the repository has no remote `{remote}` to keep the state on",
                f"git remote add {remote} URL, or write `state: {{store: file}}` in contentsync.yaml",
            )
        folder = _folder()
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        _said(root, "init", "--quiet", "--bare", "--template=", f"--object-format={object_format}", str(folder))
        self._environ = {**AUTHOR, "GIT_DIR": str(folder)}
        ours = _settings(root, self._environ)
        self._environ |= _environment(list(_missing(theirs, ours, remote)))

    def ask(self, *words: str, data: bytes = b"") -> Answer:
        """Something that needs no network."""
        return answered(self._root, *words, seconds=LOCAL_SECONDS, data=data, environ=self._environ)

    def say(self, *words: str, data: bytes = b"") -> bytes:
        """What it prints; UserError where it fails."""
        return _said(self._root, *words, data=data, environ=self._environ)

    def talk(self, *words: str) -> Answer:
        """Something that meets the remote."""
        return answered(self._root, *words, seconds=NETWORK_SECONDS, environ=self._environ)


def _folder() -> Path:
    try:
        return Path(tempfile.mkdtemp(prefix="contentsync-state-"))
    except OSError as error:
        raise UserError(
            f"cannot make a folder for temporary files: {error.strerror}", "make room there, or set TMPDIR"
        ) from error


def _check_version(root: Path) -> None:
    text = _said(root, "version").decode()
    found = re.search(r"(\d+)\.(\d+)", text)
    if found and (int(found[1]), int(found[2])) < MINIMUM:
        needed = ".".join(map(str, MINIMUM))
        raise UserError(
            f"state in a git ref needs git {needed}; this is {text.strip()}",
            "install a newer git, or write `state: {store: file}` in contentsync.yaml",
        )


def _said(root: Path, *words: str, data: bytes = b"", environ: dict[str, str] | None = None) -> bytes:
    answer = answered(root, *words, seconds=LOCAL_SECONDS, data=data, environ=environ)
    if answer.status == 0:
        return answer.out
    ended = f"it ended with {answer.status}" if answer.status else f"no answer within {LOCAL_SECONDS:.0f} s"
    said = scrubbed(answer.err.strip()) or ended
    fix = (
        "make room for temporary files, or set TMPDIR"
        if environ
        else "Run `git status` there and put right what it says."
    )
    if "dubious ownership" in said:
        fix = f"git config --global --add safe.directory {root}"
    raise UserError(f"git {words[0]} failed in {root}: {said}", fix)


def _settings(root: Path, environ: dict[str, str] | None = None) -> list[Setting]:
    fields = _said(root, "config", "--list", "-z", "--show-scope", environ=environ).decode(errors="replace").split("\0")
    # A key without a value is a claim, and means true.
    pairs = (entry.partition("\n") if "\n" in entry else (entry, "", "true") for entry in fields[1::2])
    return [Setting(scope, key, value) for scope, (key, _, value) in zip(fields[::2], pairs, strict=False)]


def _missing(theirs: list[Setting], ours: list[Setting], remote: str) -> Iterator[Setting]:
    """What holds there and not here: its own files, and parts of the global ones that are included by folder.

    What holds here already is left out: to send an `http.extraHeader` twice is refused by GitHub. Settings of the
    command line and the environment come from us, and would be lost.
    """
    known = Counter(setting for setting in ours if setting.scope != "command")
    for setting in theirs:
        if known[setting]:
            known[setting] -= 1
        elif _is_about_reaching(setting.key, remote):
            yield setting


def _is_about_reaching(key: str, remote: str) -> bool:
    section, _, name = key.rpartition(".")
    return key.startswith(SECTIONS) or key in KEYS or (section == f"remote.{remote}" and name in REMOTE_KEYS)


def _environment(settings: list[Setting]) -> dict[str, str]:
    """By the environment, not the command line, which every user of the machine can read."""
    environ = {"GIT_CONFIG_PARAMETERS": "", "GIT_CONFIG_COUNT": str(len(settings))}
    for index, (_, key, value) in enumerate(settings):
        environ |= {f"GIT_CONFIG_KEY_{index}": key, f"GIT_CONFIG_VALUE_{index}": value}
    return environ
