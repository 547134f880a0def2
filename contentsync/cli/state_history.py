"""`contentsync state history`: who wrote the state, and when."""

import click

from contentsync.cli.options import Options

LIMIT = 20


@click.command("history", short_help="Show the last writes of a state that git keeps.")
@click.option("--limit", type=click.IntRange(min=1), default=LIMIT, show_default=True, metavar="N", help="How many.")
@click.pass_obj
def history(options: Options, limit: int) -> int:
    """Show the last writes, newest first: when, the commit on the state's ref, what was recorded, and by which run."""
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.model.errors import UserError
    from contentsync.review.memory import history_document
    from contentsync.review.memory import history_screen
    from contentsync.review.memory import write_of
    from contentsync.state.git import GitStore

    screen = Screen(options)
    with open_session(options) as workspace:
        store = workspace.store
        if not isinstance(store, GitStore):
            raise UserError(f"{store.where} has no history", "state: {store: git} in contentsync.yaml keeps one")
        writes = [write_of(each.sha, each.committed_at, each.message) for each in store.history(limit)]
    screen.say(history_screen(writes))
    if options.json:
        screen.document(history_document(writes))
    return 0
