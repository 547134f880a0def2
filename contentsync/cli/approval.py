"""May this apply go ahead? Asked before the first write."""

from pathlib import Path
from typing import TYPE_CHECKING

from contentsync.cli.screen import Screen
from contentsync.engine import guards
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.repo import behind
from contentsync.review.counting import counted
from contentsync.review.escape import escaped

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned


def check_place(screen: Screen, is_sandbox: bool) -> None:
    """Raise where an automation service would only pretend to publish."""
    if is_sandbox and screen.is_ci and not screen.options.sandbox:
        raise UserError(
            "contentsync.yaml says `api: {url: sandbox}`, so this automated run would publish nothing",
            "contentsync apply --sandbox if that is meant; else take the line out and set UPLOAD_POST_API_KEY",
        )


def check_approval(screen: Screen, is_approved: bool) -> None:
    """Raise where nobody can say yes."""
    if not is_approved and not screen.is_interactive:
        raise UserError(
            "apply asks before it writes, and nobody is there to answer", "contentsync apply --auto-approve"
        )


def is_agreed(screen: Screen, notice: str, question: str, is_yes: bool) -> bool:
    """Whether a person wants what `notice` says. UserError where nobody is there to ask and `--yes` was not given."""
    if is_yes:
        return True
    if not screen.is_interactive:
        raise UserError(notice, "if that is meant, type it again with --yes")
    screen.say(notice)
    if screen.agrees(question):
        return True
    screen.say("Nothing was changed.")
    return False


def check_branch(screen: Screen, root: Path) -> None:
    """Raise where others have changed the posts since: an old copy would undo what they did. In CI the workflow sees
    to it, and a remote that gives no answer is only worth a warning.
    """
    if screen.is_ci:
        return
    try:
        count = behind(root)
    except UserError as error:
        screen.warn(f"whether others have pushed since is not known: {escaped(error.message)}")
        return
    if count:
        raise StaleError(
            f"the branch on the remote is {counted(count, 'commit')} ahead: pull first", "git pull, then apply again"
        )


def check_guards(planned: "Planned", allow_delete: int) -> None:
    """Raise with every guard that the plan hits and that no flag lifts. Nothing was written then."""
    hit = guards.check(planned.plan, planned.state, planned.snapshot.statuses, allow_delete)
    if hit:
        message = "\n".join(["nothing was applied:", *(guard.message for guard in hit)])
        raise UserError(message, "\n".join(guard.fix for guard in hit))
