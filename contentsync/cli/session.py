"""From the words of the command line to an open workspace."""

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contentsync.engine.planned import Planned
    from contentsync.engine.planning import Scope
    from contentsync.reading import Files
    from contentsync.settings import Settings
    from contentsync.workspace import Workspace

TARGET = click.option(
    "--target", "targets", multiple=True, metavar="ADDRESS", help="Only this delivery; may be given several times."
)
PROFILE = click.option(
    "--profile", "profiles", multiple=True, metavar="NAME", help="Only this profile; may be given several times."
)
BASE = click.option(
    "--base", default="", metavar="REF", help="Tell apart what was changed since REF, such as origin/main."
)
OFFLINE = click.option(
    "--offline", is_flag=True, help="Ask no server: suppose that what --base says is scheduled; without it, nothing."
)


def load_settings(options: Options) -> "Settings":
    """The settings that hold for this command line. Raises `UserError` with all problems of the file."""
    from contentsync.settings import Flags
    from contentsync.settings import environment
    from contentsync.settings import load

    return load(Path(options.root), environment(), Flags(sandbox=options.sandbox))


def read_files(options: Options) -> "Files":
    """What needs the files alone: neither the server nor the state, and so without loading what speaks to them."""
    from contentsync.reading import Files

    return Files(load_settings(options))


def open_session(options: Options) -> "Workspace":
    """The workspace, to be used in a `with`."""
    from contentsync.workspace import open_workspace

    return open_workspace(load_settings(options))


def scope(targets: tuple[str, ...], profiles: tuple[str, ...]) -> "Scope":
    """What a run is narrowed to."""
    from contentsync.engine.planning import Scope

    return Scope(targets=targets, profiles=profiles)


def check_scope(planned: "Planned", targets: tuple[str, ...], profiles: tuple[str, ...]) -> None:
    """Raise where a target or a profile names nothing: a slip of the finger must not look like "nothing to do"."""
    from contentsync.model.errors import UserError
    from contentsync.review.addresses import printed_addresses

    changes = [decision.change for decision in planned.reconciled.decisions]
    drafts = planned.desired.drafts
    for target in targets:
        meant = scope((target,), ())
        is_draft = any(meant.has(draft.profile, draft.address, draft) for draft in drafts)
        if not is_draft and not any(meant.covers(change) for change in changes):
            known = printed_addresses([*(each.address for each in changes), *(each.address for each in drafts)])
            raise UserError(f"there is no post {target}", nearest(target, known.values(), "--target"))
    used = {change.profile for change in changes} | {draft.profile for draft in drafts}
    for profile in profiles:
        if profile not in used:
            raise UserError(f"no post goes out under the profile {profile}", nearest(profile, used, "--profile"))


def nearest(word: str, known: "Iterable[str]", start: str, other: str = "contentsync plan lists them all") -> str:
    """What to type instead: `start` with the most similar of the known words, `other` where none is."""
    near = difflib.get_close_matches(word, list(known), n=1, cutoff=0.5)
    return f"{start} {near[0]}" if near else other
