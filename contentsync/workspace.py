"""What is done with a folder of posts: planned, shown, applied."""

import time
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from contentsync import repo
from contentsync.clocks import SystemClock
from contentsync.connection import Connection
from contentsync.destinations import NoDestinations
from contentsync.engine import statuses
from contentsync.engine.apply.report import Progress
from contentsync.engine.branch import changed
from contentsync.engine.kept import Kept
from contentsync.engine.kept import with_last
from contentsync.engine.planned import Applied
from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.engine.resolving import Resolver
from contentsync.engine.saved import SavedPlan
from contentsync.engine.supposed import Supposed
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.reading import uncollected
from contentsync.seams import Seams
from contentsync.settings import Settings
from contentsync.state.document import State
from contentsync.testing import FrozenClock

if TYPE_CHECKING:
    from contentsync.media.thumbnails import Thumbnails

__all__ = ["Applied", "Planned", "SavedPlan", "Scope", "Workspace", "open_workspace"]

MAX_SKEW_SECONDS = 60
"""Writes are refused where this machine's clock is further off the server's `Date`."""


class Workspace(Seams):
    """One folder of posts, opened, to be used in a `with`."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self._base_sha = ""

    @cached_property
    def pictures(self) -> "Thumbnails":
        """Small pictures of the media in the work tree, and of what is only in the base any more."""
        # It brings multiprocessing, which only pages need.
        from contentsync.media.thumbnails import Thumbnails

        return Thumbnails(self.root, self.settings.cache, self._older)

    def _older(self, path: str) -> bytes | None:
        return repo.content_of(self.root, self._base_sha, path) if self._base_sha else None

    def state(self) -> State:
        """What is remembered, made sure to be ours; a new one where nothing is."""
        return self.session.state()

    def plan(self, scope: Scope | None = None, base: str = "", *, is_for_show: bool = False) -> Planned:
        """Read the files, the state and the remote, and decide. Writes nothing.

        With `base`, the name of a commit or a branch, the plan knows what was changed since HEAD went its own way.
        `is_for_show` as in `Session.plan`.
        """
        planned = self._timed(
            lambda desired: self.session.plan(desired, scope, is_for_show=is_for_show), self.connection
        )
        return _compared(planned, base, self._before(base)) if base else planned

    def keep(self, planned: Planned) -> Kept:
        """What was read for that plan, to plan with again when the connection is closed."""
        return Kept(planned, self.connection.client.profiles(), self.destinations.kept())

    def replan(self, kept: Kept, last: Planned, scope: Scope | None = None) -> Planned:
        """What the files say now, against what was read before; a post with an error as it is in the `last` plan."""
        session = self.session_over(kept, FrozenClock(kept.planned.now), kept, kept.destinations)
        planned = self._timed(lambda desired: session.plan(with_last(desired, last), scope), None)
        planned = replace(planned, is_sandbox=kept.planned.is_sandbox)
        return _compared(planned, last.base, last.before) if last.before else planned

    def supposed(self, base: str = "", scope: Scope | None = None, last: Planned | None = None) -> Planned:
        """A plan without key and network: what apply would do had `base` been applied; without a base, nothing was.

        It is made for the present, which is the sandbox's where the settings name that; after a `last` plan, for the
        moment of that one, with its base, and with posts that have an error now as they are in it.
        """
        before = last.before if last and last.before else self._before(base)
        connection = self.connection if self.is_sandbox and not last else None
        clock = FrozenClock(last.now) if last else connection.clock if connection else SystemClock()

        def planned(desired: Desired) -> Planned:
            wanted = with_last(desired, last)
            remote = Supposed(before, wanted, self.settings.namespace, clock.now())
            return self.session_over(remote, clock, remote, NoDestinations()).plan(wanted, scope)

        found = _compared(self._timed(planned, connection), base, before)
        return replace(found, is_supposed=True, is_sandbox=last.is_sandbox if last else found.is_sandbox)

    def _before(self, base: str) -> Desired:
        """What the files said where HEAD went its own way; nothing without a base."""
        if not base:
            return Desired(deliveries=())
        self._base_sha = repo.base_of(self.root, base)
        return self.desired_at(self._base_sha)

    def continued(self) -> Planned:
        """A plan with only what an earlier run began or had to put off."""
        return self._timed(self.session.continued, self.connection)

    def approved(self, plan: SavedPlan) -> Planned:
        """A plan with only what was approved. Raises `StaleError` where the saved one no longer holds."""
        return self._timed(lambda desired: self.session.approved(plan, desired), self.connection)

    def save(self, planned: Planned) -> SavedPlan:
        """The plan as a file that can be approved."""
        return self.session.save(planned)

    def apply(
        self,
        planned: Planned,
        *,
        allow_delete: int,
        progress: Progress,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Applied:
        """Carry a plan out. Raises `UserError` where a guard was hit, before anything is written."""
        self.check_skew()
        self.connection.client.on_progress = progress.sent
        return self.session.apply(planned, progress, allow_delete, is_stopped)

    def status(self) -> tuple[statuses.Row, ...]:
        """Where every post stands."""
        return self.status_of(self.plan())

    def status_of(self, planned: Planned) -> tuple[statuses.Row, ...]:
        """Where every post stands, as a plan that was just made knows it."""
        return statuses.rows(planned.plan, planned.state, planned.reconciled.records)

    def resolve(self, address: str, how: str) -> str:
        """End a hold in one of the ways of `engine.resolving`; says what was done."""
        planned = self.plan()
        resolver = Resolver(self.connection.client, self.clock, self.root, planned)
        return resolver.resolve(address, how, self.session.recorder(planned))

    def check_skew(self) -> None:
        """Raise `UserError` where this machine's clock cannot be trusted with deadlines."""
        skew = self.connection.client.skew
        if skew is None or self.connection.is_sandbox or abs(skew.total_seconds()) <= MAX_SKEW_SECONDS:
            return
        seconds = abs(skew.total_seconds())
        raise UserError(f"this machine's clock is {seconds:.0f} s off the server's", "set the clock, then apply again")

    def _timed(self, made: Callable[[Desired], Planned], connection: Connection | None) -> Planned:
        began = time.perf_counter()
        with uncollected():
            planned = made(replace(self.desired(), baseline=self.baseline))
        return replace(
            planned,
            is_sandbox=connection is not None and connection.is_sandbox,
            seconds=time.perf_counter() - began,
            requests=connection.client.requests if connection else 0,
        )


def _compared(planned: Planned, base: str, before: Desired) -> Planned:
    return replace(planned, base=base, before=before, changed=changed(planned.desired, before))


def open_workspace(settings: Settings) -> Workspace:
    """A workspace, to be used in a `with`."""
    return Workspace(settings)
