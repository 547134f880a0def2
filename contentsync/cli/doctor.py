"""`contentsync doctor`: is everything in place?"""

import click

from contentsync.cli.options import Options

HELP = """Check settings, key, server, account, clock and state, and say what to do about what is wrong.

\b
Examples:
  contentsync doctor
  contentsync doctor --sandbox
"""
MARKS = {(True, True): ("green", "ok  "), (False, True): ("red", "FAIL"), (False, False): ("dim", "-   ")}
"""Whether it is well, and whether it was looked at, to style and mark."""


@click.command("doctor", help=HELP)
@click.pass_obj
def command(options: Options) -> int:
    from contentsync.checkup import checks
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.review.escape import escaped

    screen = Screen(options)
    with open_session(options) as workspace:
        found = checks(workspace)
    for check in found:
        style, word = MARKS[check.ok, check.is_looked_at]
        mark = screen.paint(style, word)
        screen.say(f"{mark} {escaped(check.name):<10} {escaped(check.detail)}")
        if not check.ok and check.fix:
            screen.say(f"     fix: {escaped(check.fix)}")
    if options.json:
        screen.document(
            [{"name": c.name, "ok": c.ok if c.is_looked_at else None, "detail": c.detail, "fix": c.fix} for c in found]
        )
    return int(not all(check.ok for check in found))
