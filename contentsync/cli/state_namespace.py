"""`contentsync state mv-namespace`: the one way in which a namespace changes."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options
from contentsync.cli.state_edits import YES

if TYPE_CHECKING:
    from contentsync.state.store import Store
    from contentsync.workspace import Workspace

NOTICE = """\
{count} would belong to {new} from now on, not to {old}. Posts that are scheduled stay ours, by their job; but they \
keep the label of the old name, so that a lost state would not find them again until they are re-created. Whoever has \
an older contentsync.yaml cannot apply any more until they pull"""


@click.command("mv-namespace", short_help="Give this folder another namespace.")
@click.argument("new")
@YES
@click.pass_obj
def mv_namespace(options: Options, new: str, yes: bool) -> int:
    """Give this folder another namespace: what is remembered is handed over, and contentsync.yaml rewritten. Not while
    something is under way.
    """
    from contentsync.cli.approval import is_agreed
    from contentsync.cli.files import write_whole
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.cli.templates import scalar
    from contentsync.content.rewrite import with_scalar
    from contentsync.review.counting import counted
    from contentsync.state import renaming

    screen = Screen(options)
    with open_session(options) as workspace:
        settings = workspace.settings
        _check_name(settings.namespace, new)
        file = settings.root / settings.file
        text = with_scalar(file.read_bytes(), "namespace", scalar(new))
        pairs = _stores(workspace, new)
        count = sum(renaming.check(store, target, workspace.owner, new) for store, target in pairs)
        notice = NOTICE.format(count=counted(count, "delivery", "deliveries"), new=new, old=settings.namespace)
        if not is_agreed(screen, notice, "Change the namespace?", yes):
            return 1
        for store, target in pairs:
            renaming.move(store, target, new)
        write_whole(file, text)
    screen.say(f"the namespace is {new} now\nNext: commit {settings.file} and push it")
    if options.json:
        screen.document({"from": settings.namespace, "to": new, "deliveries": count})
    return 0


def _check_name(old: str, new: str) -> None:
    from contentsync.content.configuration import NAMESPACE
    from contentsync.model.errors import UserError

    if not NAMESPACE.fullmatch(new):
        raise UserError(f"{new} cannot be a namespace: 3 to 32 of a to z, 0 to 9 and -", "write it like acme-k3f9xa")
    if new == old:
        raise UserError(f"the namespace is {new} already", "contentsync plan")


def _stores(workspace: "Workspace", new: str) -> "list[tuple[Store, Store]]":
    """The sandbox's state and the real one, each with the place that it moves to. Settings that name the sandbox as
    their server have no real one.
    """
    settings, sandbox = workspace.settings, workspace.sandbox_store()
    pairs = [(sandbox, sandbox)]
    if settings.is_sandbox_flag or not settings.is_sandbox:
        pairs.append((workspace.store_of(settings.namespace), workspace.store_of(new)))
    return pairs
