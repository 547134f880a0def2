"""What the runner of a workflow reads of a step: commands on its output, and the files of outputs and summary."""

import secrets
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from contentsync.review.escape import escaped

SUMMARY_BYTES = 1_000_000
"""Above 1 MiB a step's whole summary is dropped (GitHub docs, step isolation and limits)."""

Say = Callable[[str], None]
"""Prints one line."""


class Runner(msgspec.Struct, frozen=True):
    """`is_github` says that workflow commands are understood. A file is None where nobody reads it."""

    is_github: bool = False
    outputs: Path | None = None
    summary: Path | None = None


def runner_of(environ: Mapping[str, str]) -> Runner:
    """The runner of a workflow's environment."""
    outputs, summary = environ.get("GITHUB_OUTPUT", ""), environ.get("GITHUB_STEP_SUMMARY", "")
    return Runner(
        is_github=environ.get("GITHUB_ACTIONS") == "true",
        outputs=Path(outputs) if outputs else None,
        summary=Path(summary) if summary else None,
    )


def mask_commands(forms: Iterable[str]) -> list[str]:
    """The lines that keep secrets out of the log; the runner does not show them."""
    return [f"::add-mask::{_data(form)}" for form in forms]


def notice(text: str) -> str:
    """The line that shows a notice on the run's page."""
    return f"::notice::{_data(escaped(text))}"


def failure(text: str) -> str:
    """The line that shows an error on the run's page."""
    return f"::error::{_data(escaped(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


@contextmanager
def without_commands(say: Say) -> Iterator[None]:
    """Nothing that is printed inside is taken for a command: post text at the start of a line would be.

    An error leaves it so: whoever prints the error prints texts of others too.
    """
    token = secrets.token_hex(16)
    say(f"::stop-commands::{token}")
    yield
    say(f"::{token}::")


def write_outputs(runner: Runner, values: Mapping[str, str]) -> None:
    """Hand values to later steps, each between delimiters that no value can know."""
    if runner.outputs is None:
        return
    with runner.outputs.open("a", encoding="utf-8") as file:
        for name, value in values.items():
            end = f"end-{secrets.token_hex(16)}"
            file.write(f"{name}<<{end}\n{value}\n{end}\n")


def summary_room(runner: Runner) -> int:
    """How many bytes the summary of this step still takes."""
    if runner.summary is None:
        return SUMMARY_BYTES
    written = runner.summary.stat().st_size if runner.summary.exists() else 0
    return max(0, SUMMARY_BYTES - written)


def add_summary(runner: Runner, text: str) -> None:
    """Add to the page of the run."""
    if runner.summary is not None:
        with runner.summary.open("a", encoding="utf-8") as file:
            file.write(f"{text.rstrip()}\n\n")
