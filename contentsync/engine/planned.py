"""What planning and applying hand back to whoever shows them."""

from datetime import datetime

import msgspec

from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.guards import Guard
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.saved import SavedPlan
from contentsync.engine.snapshot import Snapshot
from contentsync.model.change import Plan
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import EXIT_DONE
from contentsync.model.errors import EXIT_ERROR
from contentsync.model.errors import EXIT_WAITING
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Account
from contentsync.model.remote import Profile
from contentsync.state.document import State
from contentsync.state.store import Stored


class Planned(msgspec.Struct, frozen=True):
    """A plan, and everything it was made of. `plan` is narrowed to the scope, `reconciled` is not.

    `seconds` is how long reading and deciding took, `requests` how many calls that was. `approved` is the saved plan
    that it was narrowed to. `base` is what the files were compared with, `before` what they said there, `changed` the
    addresses that are not what they were; None where nothing was compared. `is_supposed` says that no server was asked,
    `unread` why the state could not be: what is planned without it may be shown, and is not applied.
    """

    plan: Plan
    desired: Desired
    account: Account
    profiles: tuple[Profile, ...]
    stored: Stored
    state: State
    snapshot: Snapshot
    reconciled: Reconciled
    guards: tuple[Guard, ...]
    scope: Scope
    terms: Terms
    namespace: str
    is_sandbox: bool = False
    seconds: float = 0.0
    requests: int = 0
    approved: SavedPlan | None = None
    base: str = ""
    before: Desired | None = None
    changed: frozenset[str] | None = None
    is_supposed: bool = False
    unread: str = ""

    @property
    def now(self) -> datetime:
        """The moment it was made for."""
        return self.plan.now

    @property
    def drafts(self) -> tuple[Delivery, ...]:
        """The drafts of what the plan was narrowed to."""
        return tuple(each for each in self.desired.drafts if self.scope.has(each.profile, each.address, each))

    @property
    def jobs_read(self) -> int:
        """How many scheduled jobs were read."""
        return len(self.snapshot.jobs)

    @property
    def rows_read(self) -> int:
        """How many rows of the history were read."""
        return len(self.snapshot.history.rows)


class Applied(msgspec.Struct, frozen=True):
    """What an apply did, and what a plan says after it. `known` are problems that count no more."""

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    left: Plan
    known: frozenset[Problem] = frozenset()

    @property
    def exit_code(self) -> int:
        """1 where something was refused or a file has an error, 3 where a post will be missed unless someone acts."""
        bad = {Ending.REFUSED, Ending.UNSENT, Ending.PUBLISHED}
        has_errors = any(each.severity is Severity.ERROR and each not in self.known for each in self.problems)
        if has_errors or any(result.outcome in bad for result in self.results):
            return EXIT_ERROR
        is_open = any(result.outcome in (Ending.UNKNOWN, Ending.HELD) for result in self.results)
        return EXIT_WAITING if is_open or any(change.is_risk for change in self.left.changes) else EXIT_DONE
