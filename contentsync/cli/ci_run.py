"""One step of a workflow: its words, event, runner and secrets, and the places where it says what came of it."""

import sys
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import nullcontext
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any
from typing import TextIO
from typing import cast

import msgspec

from contentsync.ci.event import Event
from contentsync.ci.event import check_event
from contentsync.ci.event import event_of
from contentsync.ci.github import API_URL
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal
from contentsync.ci.masking import Mask
from contentsync.ci.masking import MaskedStream
from contentsync.ci.runner import Runner
from contentsync.ci.runner import add_summary
from contentsync.ci.runner import failure
from contentsync.ci.runner import mask_commands
from contentsync.ci.runner import notice
from contentsync.ci.runner import runner_of
from contentsync.ci.runner import summary_room
from contentsync.ci.runner import without_commands
from contentsync.ci.runner import write_outputs
from contentsync.cli.files import write_whole
from contentsync.cli.options import Options
from contentsync.cli.screen import Screen
from contentsync.cli.sources import lines_of
from contentsync.cli.sources import repository_root
from contentsync.clocks import SystemClock
from contentsync.model.errors import EXIT_CHANGES
from contentsync.model.errors import EXIT_DONE
from contentsync.model.errors import EXIT_ERROR
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.annotations import annotations
from contentsync.review.error import error_lines
from contentsync.review.links import Links
from contentsync.review.markdown import hint
from contentsync.review.markdown import inline
from contentsync.settings import Base
from contentsync.settings import Flags
from contentsync.settings import Settings
from contentsync.settings import environment
from contentsync.settings import is_safe_url
from contentsync.settings import load


class Wishes(msgspec.Struct, frozen=True):
    """The words of the command line; what a verb does not take keeps its default."""

    comment: str = "changes"
    comment_key: str = "default"
    comment_out: Path | None = None
    summary_out: Path | None = None
    fail_on: str = "error"
    base: str = ""
    review_page: Path | None = None
    labels: bool = False
    allow_delete: int = 0
    goes_on: bool = False
    branch: str = ""
    resolve_address: str = ""
    resolve_how: str = ""


class Step:
    """What a verb of `ci` is handed. `after` are the workflow commands to print at the end, and nothing else is."""

    def __init__(self, options: Options, wishes: Wishes, environ: Mapping[str, str]) -> None:
        self.options, self.wishes, self.environ = options, wishes, environ
        self.screen = Screen(options)
        self.runner: Runner = runner_of(environ)
        self.event: Event = event_of(environ, _payload(environ))
        self.mask = Mask([environ.get("UPLOAD_POST_API_KEY", "").strip(), environ.get("GITHUB_TOKEN", "").strip()])
        self.after: list[str] = []
        self._summary = ""

    def settings(self, base: Base | None = None, folder: Path | None = None) -> Settings:
        """The settings of the folder, with the trusted keys of `base`; the key is not there for what a fork wrote."""
        environ = {**self.environ, "UPLOAD_POST_API_KEY": ""} if self.event.is_fork else self.environ
        return load(folder or self.options.root, environ, Flags(sandbox=self.options.sandbox), base)

    def links(self, commit: str, *, has_page: bool = False) -> Links:
        """Where a document of this run points, for the files of a commit."""
        event = self.event
        if not event.server_url or not event.repository:
            return Links(commit=commit)
        files = f"{event.server_url}/{event.repository}/blob/{commit}"
        return Links(commit, files, event.run_url, f"{event.run_url}#artifacts" if has_page else "")

    @contextmanager
    def github(self) -> Iterator[GitHub | None]:
        """The forge's API; None where there is no token for it."""
        token = self.environ.get("GITHUB_TOKEN", "").strip()
        if not token or not self.event.repository:
            yield None
            return
        with GitHub(self._api_url, token, self.event.repository, SystemClock()) as github:
            yield github

    @property
    def _api_url(self) -> str:
        return self.environ.get("GITHUB_API_URL") or API_URL

    def check(self) -> None:
        """Raise where the run may not go on, before anything is written anywhere."""
        check_event(self.event)
        if not is_safe_url(self._api_url):
            message = (
                f"GITHUB_API_URL is {self._api_url!r}, no https:// address: the token would be readable on the way"
            )
            raise UserError(message, f"Set it to {API_URL}, or unset it.")

    def tell(self, text: str) -> None:
        """Say something on the screen and on the run's page."""
        self.screen.say(text)
        self.after.append(notice(self.mask(text)))

    def refused(self, what: str, refusal: Refusal) -> None:
        """What could not be written is no reason to fail: it stands in the summary."""
        self.tell(f"{what} could not be written ({refusal}); it stands in the summary of the run")

    @property
    def summary_room(self) -> int:
        """How many bytes the summary may have."""
        return summary_room(self.runner)

    def write_summary(self, text: str) -> None:
        """Add to the summary of the run."""
        add_summary(self.runner, self.mask(text))
        self._summary += self.mask(text)
        if self.wishes.summary_out:
            write_whole(self.options.root / self.wishes.summary_out, self._summary.encode())

    def write_comment_file(self, text: str) -> None:
        """Write the comment where another forge's job takes it from."""
        if self.wishes.comment_out:
            write_whole(self.options.root / self.wishes.comment_out, self.mask(text).encode())

    def write_outputs(self, values: Mapping[str, str]) -> None:
        """Hand values to later steps."""
        write_outputs(self.runner, {name: self.mask(value) for name, value in values.items()})

    def annotate(self, problems: Sequence[Problem], first: frozenset[str] = frozenset()) -> None:
        """Show problems at their lines."""
        self.after += [self.mask(line) for line in annotations(problems, first=first)]

    def exit_code(self, code: int, problems: Sequence[Problem], changes: int) -> int:
        """`code` as --fail-on wants it."""
        if self.wishes.fail_on == "never":
            return EXIT_DONE
        if code or self.wishes.fail_on == "error":
            return code
        if any(problem.severity is Severity.WARNING for problem in problems):
            return EXIT_ERROR
        return EXIT_CHANGES if changes and self.wishes.fail_on == "changes" else EXIT_DONE


def _payload(environ: Mapping[str, str]) -> bytes:
    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        return Path(path).read_bytes() if path else b""
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}", "Unset GITHUB_EVENT_PATH, or mend it.") from None


def run(options: Options, given: Mapping[str, Any], work: Callable[[Step], int]) -> int:
    """Do it, with secrets masked and nothing that is printed taken for a command; then print the commands."""
    if options.json:
        raise UserError("`contentsync ci` prints for a log, and has its results in files", "contentsync plan --json")
    step = Step(options, Wishes(**given), environment())
    out = sys.stdout
    if step.runner.is_github:
        _print(out, mask_commands(step.mask.forms))
    # The boundary prints what this raises, after the block: a runner obeys nothing of it, since an error leaves it so.
    guard = without_commands(lambda line: _print(out, [line])) if step.runner.is_github else nullcontext()
    with guard, _masked(step.mask, out if step.runner.is_github else sys.stderr):
        code = _worked(step, work)
    if step.runner.is_github:
        _print(out, step.after)
    return code


def _worked(step: Step, work: Callable[[Step], int]) -> int:
    try:
        step.check()
        return work(step)
    except UserError as error:
        said = error_lines(error, lines_of(repository_root(step.options.root)))
        sys.stderr.write("\n".join(said) + "\n")
        step.annotate(error.problems)
        step.after.append(failure(step.mask(f"{error.message} → {error.fix}")))
        step.write_summary(f"### 📅 contentsync: stopped\n\n{inline(error.message)}\n\n{hint(error.fix)}\n")
        step.write_outputs({"has-errors": "true"})
        return error.exit_code


def _print(stream: TextIO, lines: Sequence[str]) -> None:
    stream.write("".join(f"{line}\n" for line in lines))
    stream.flush()


@contextmanager
def _masked(mask: Mask, errors: TextIO) -> Iterator[None]:
    """A runner reads errors by themselves: those of inside could reach it when commands are obeyed again."""
    out, err = (cast("TextIO", MaskedStream(stream, mask)) for stream in (sys.stdout, errors))
    with redirect_stdout(out), redirect_stderr(err):
        yield
