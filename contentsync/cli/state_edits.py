"""`contentsync state rm`, `mv` and `rebuild`: changing by hand what is remembered."""

from collections.abc import Iterable

import click

from contentsync.cli.options import Options

YES = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command("rm", short_help="Forget a delivery. Its job stays in Upload-Post.")
@click.argument("address")
@YES
@click.pass_obj
def rm(options: Options, address: str, yes: bool) -> int:
    """Forget all that is remembered of a delivery, what was published too. Its job stays scheduled: without its file,
    contentsync neither edits nor cancels it from then on. To end a wait, `contentsync resolve` is the better word.
    """
    from contentsync.cli.approval import is_agreed
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped
    from contentsync.review.memory import entry_text
    from contentsync.state.edits import removed

    screen = Screen(options)
    with open_session(options) as workspace:
        posts = workspace.state().posts
        name = remembered(address, posts)
        notice = f"{escaped(name)} is forgotten ({entry_text(posts[name])}); nothing changes in Upload-Post"
        if not is_agreed(screen, notice, f"Forget {escaped(name)}?", yes):
            return 1
        workspace.session.edit_state(lambda state: removed(state, name))
    screen.say(f"{escaped(name)} is forgotten\nNext: contentsync plan{_flag(options)}")
    if options.json:
        screen.document({"removed": name})
    return 0


@click.command("mv", short_help="Remember a delivery under another address.")
@click.argument("old")
@click.argument("new")
@click.pass_obj
def mv(options: Options, old: str, new: str) -> int:
    """Remember a delivery under another address, as `renamed_from` in the post does it. Of NEW, profile and platform
    are those of OLD where they are not written.
    """
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.addresses import completed_address
    from contentsync.review.escape import escaped
    from contentsync.state.edits import moved

    screen = Screen(options)
    with open_session(options) as workspace:
        before = remembered(old, workspace.state().posts)
        after = completed_address(new, before)
        workspace.session.edit_state(lambda state: moved(state, before, after))
    screen.say(f"{escaped(before)} is now {escaped(after)}\nNext: contentsync plan{_flag(options)}")
    if options.json:
        screen.document({"from": before, "to": after})
    return 0


@click.command("rebuild", short_help="Find a lost state again in what Upload-Post shows.")
@click.pass_obj
def rebuild(options: Options) -> int:
    """Write down what Upload-Post shows of our posts, by the labels that they carry; without labels by what exactly one
    free job looks like. Sends nothing.
    """
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        found = workspace.session.rebuild(workspace.desired())
    lines = [f"found {escaped(address)}" for address in found] or ["nothing was found that is not remembered already"]
    screen.say("\n".join([*lines, f"Next: contentsync plan{_flag(options)}"]))
    if options.json:
        screen.document({"found": list(found)})
    return 0


def remembered(address: str, known: Iterable[str]) -> str:
    """The one full address that a person means. UserError where there is none, or several."""
    from contentsync.model.errors import UserError
    from contentsync.review.addresses import matching_addresses

    found = matching_addresses(address, known)
    if not found:
        raise UserError(f"nothing is remembered of {address}", "contentsync state list shows what is")
    if len(found) > 1:
        raise UserError(f"{address} means several: {', '.join(found)}", f"write it like {found[0]}")
    return found[0]


def _flag(options: Options) -> str:
    return " --sandbox" if options.sandbox else ""
