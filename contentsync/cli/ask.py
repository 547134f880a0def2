"""What a plan or a review is asked for on the command line."""

from typing import TYPE_CHECKING
from typing import NamedTuple

from contentsync.cli.session import check_scope
from contentsync.cli.session import scope

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace


class Ask(NamedTuple):
    """As it was typed."""

    targets: tuple[str, ...]
    profiles: tuple[str, ...]
    base: str
    is_offline: bool

    def planned(self, workspace: "Workspace", *, is_for_show: bool = True) -> "Planned":
        """The plan; UserError where a target or a profile is nothing that there is. `is_for_show` as in a session."""
        narrowed = scope(self.targets, self.profiles)
        if self.is_offline:
            made = workspace.supposed(self.base, narrowed)
        else:
            made = workspace.plan(narrowed, self.base, is_for_show=is_for_show)
        check_scope(made, self.targets, self.profiles)
        return made
