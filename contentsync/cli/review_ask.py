"""What a review is made for: once, or again and again while somebody writes."""

from typing import TYPE_CHECKING
from typing import NamedTuple

from contentsync.cli.session import check_scope
from contentsync.cli.session import scope

if TYPE_CHECKING:
    from contentsync.engine.planned import Planned
    from contentsync.workspace import Workspace


class Ask(NamedTuple):
    """What the page is made for, as it was typed."""

    targets: tuple[str, ...]
    profiles: tuple[str, ...]
    base: str
    is_offline: bool

    def planned(self, workspace: "Workspace") -> "Planned":
        """The plan; UserError where a target or a profile is nothing that there is."""
        narrowed = scope(self.targets, self.profiles)
        if self.is_offline:
            made = workspace.supposed(self.base, narrowed)
        else:
            made = workspace.plan(narrowed, self.base, is_for_show=True)
        check_scope(made, self.targets, self.profiles)
        return made
