"""A bug's traceback, scrubbed and written where it can be attached to a report."""

import os
import platform
import re
import sys
import tempfile
import traceback
from pathlib import Path

from contentsync import __version__
from contentsync.model.errors import UserError

_SECRETS = re.compile(
    r"(?P<word>(?:Apikey|Bearer)\s+|(?:api[_-]?key|token|secret|password|signature)\s*[=:]\s*['\"]?)[^\s'\"&,)]+",
    re.IGNORECASE,
)


def report(error: Exception, argv: list[str]) -> UserError:
    """Write the crash log and say where it is. Never raises: a log that cannot be written is left out."""
    text = scrubbed(_text(error, argv))
    try:
        handle, name = tempfile.mkstemp(prefix="contentsync-crash-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError:
        sys.stderr.write(text)
        name = "(it could not be written: it stands above)"
    message = f"this is a bug in contentsync: {type(error).__name__}: {scrubbed(str(error))}"
    return UserError(message, f"report it with the file {name}; run contentsync plan before you apply again")


def scrubbed(text: str) -> str:
    """Without keys, tokens and the name of the home folder."""
    from contentsync.settings import environment

    key = environment().get("UPLOAD_POST_API_KEY", "")
    text = text.replace(key, "***") if key else text
    text = _SECRETS.sub(lambda found: f"{found['word']}***", text)
    return text.replace(str(Path.home()), "~")


def _text(error: Exception, argv: list[str]) -> str:
    lines = [
        f"contentsync {__version__}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        f"words: {argv!r}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(line.rstrip("\n") for line in lines) + "\n"
