"""The file of the baseline, beside contentsync.yaml: written by `validate --write-baseline`, and committed."""

from pathlib import Path

import msgspec

from contentsync.model.baseline import FILE
from contentsync.model.baseline import Baseline
from contentsync.model.baseline import Entry
from contentsync.model.errors import UserError

FORMAT_VERSION = 1
AGAIN = "contentsync validate --write-baseline writes it anew"


class _Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format_version: int
    problems: tuple[Entry, ...]


def read_baseline(folder: Path) -> Baseline:
    """The baseline of that folder, an empty one where there is none. UserError where it cannot be read."""
    try:
        raw = (folder / FILE).read_bytes()
    except FileNotFoundError:
        return Baseline()
    except OSError as error:
        raise UserError(f"{FILE} cannot be read: {error.strerror}", "Check its permissions.") from None
    try:
        document = msgspec.json.decode(raw, type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(f"{FILE} is no baseline: {error}", AGAIN) from None
    if document.format_version != FORMAT_VERSION:
        raise UserError(f"{FILE} is of format {document.format_version}, not {FORMAT_VERSION}", AGAIN)
    return Baseline(document.problems)


def baseline_text(baseline: Baseline) -> str:
    """The file, a line for each entry, so that a diff of it reads well and two of them merge."""
    lines = ",\n".join(f"  {msgspec.json.encode(entry).decode()}" for entry in baseline.entries)
    return f'{{"format_version": {FORMAT_VERSION}, "problems": [\n{lines}\n]}}\n'
