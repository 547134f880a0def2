"""Of what the file says, environment and flags, one frozen `Settings`. The only reader of `os.environ` in the package.

A flag wins over the environment, the environment over the file, the file over the defaults here.
"""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from typing import Literal

from contentsync.content.houserules import rulebook
from contentsync.model.errors import UserError
from contentsync.settings.addresses import API_URL
from contentsync.settings.addresses import SANDBOX
from contentsync.settings.addresses import UNSAFE
from contentsync.settings.addresses import is_safe_url
from contentsync.settings.model import Flags
from contentsync.settings.model import Settings
from contentsync.settings.secret import Secret
from contentsync.settings.values import instant
from contentsync.settings.values import present
from contentsync.settings.values import windows_of

FOLDER = ".contentsync"


def environment() -> dict[str, str]:
    """The process's environment, once: everything else is handed it."""
    return dict(os.environ)


def merged(
    values: Mapping[str, Any], folder: Path, root: Path, path: str, environ: Mapping[str, str], flags: Flags
) -> Settings:
    """From values that have no problem. UserError where the environment has one."""
    url = environ.get("CONTENTSYNC_API_URL") or present(values.get("api") or {}).get("url") or API_URL
    is_sandbox = flags.sandbox or url == SANDBOX
    if not is_sandbox and not is_safe_url(url):
        raise UserError(UNSAFE.format(url), f"Set CONTENTSYNC_API_URL to {API_URL}, or unset it.")
    now = (values.get("sandbox") or {}).get("now")
    begins_at = instant(now) if now is not None else None
    store, state_path = _state(present(values.get("state") or {}), environ, folder)
    return Settings(
        **of_content(values, folder, root),
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
        windows=windows_of(values),
        sandbox_now=begins_at if isinstance(begins_at, datetime) else None,
        sandbox={key: value for key, value in (values.get("sandbox") or {}).items() if key != "now"},
        problems=present(values.get("problems") or {}),
        is_ci=environ.get("CI", "").casefold() not in ("", "0", "false"),
        is_colored=not flags.no_color and not environ.get("NO_COLOR"),
    )


def of_content(values: Mapping[str, Any], folder: Path, root: Path) -> dict[str, Any]:
    """The fields of `Settings` that bear on what files say."""
    x_links, defaults = values.get("x_links") or False, values.get("defaults") or {}
    return {
        "content": (folder / (values.get("content") or "content")).resolve().relative_to(root).as_posix(),
        "defaults": {key: value for key, value in defaults.items() if key != "variables"},
        "variables": present(values.get("variables") or {}) | present(defaults.get("variables") or {}),
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
