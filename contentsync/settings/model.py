"""The settings as everything else is handed them, and what of the command line bears on them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from typing import Literal

import msgspec

from contentsync.model.houserules import Rulebook
from contentsync.model.judgement import Verdict
from contentsync.model.windows import Windows
from contentsync.settings.secret import Secret


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
