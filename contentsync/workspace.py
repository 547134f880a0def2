"""The one place that puts settings, repository, client, state store and clock together."""

import os
import socket
import time
import uuid
from collections.abc import Callable
from functools import cached_property
from functools import partial
from types import TracebackType
from typing import Any
from typing import Self

from msgspec.structs import replace

from contentsync import checkup
from contentsync import repo
from contentsync.connection import Connection
from contentsync.connection import connect
from contentsync.connection import sandbox_folder
from contentsync.content import load
from contentsync.destinations import Destinations
from contentsync.engine import guards
from contentsync.engine import planning
from contentsync.engine import saved
from contentsync.engine import statuses
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.report import Progress
from contentsync.engine.apply.run import apply
from contentsync.engine.apply.sender import Sender
from contentsync.engine.observe import observe
from contentsync.engine.planned import Applied
from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.engine.planning import named
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import is_under_way
from contentsync.engine.reconcile import reconcile
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.resolving import Resolver
from contentsync.engine.saved import SavedPlan
from contentsync.media import MediaIndex
from contentsync.model.change import Change
from contentsync.model.change import Step
from contentsync.model.clock import Clock
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import UserError
from contentsync.model.remote import Account
from contentsync.model.wire import WireForm
from contentsync.platforms import encode
from contentsync.rules.accounts import unusable
from contentsync.settings import Settings
from contentsync.state import ownership
from contentsync.state.document import State
from contentsync.state.file import FileStore
from contentsync.state.ownership import Owner
from contentsync.state.rescue import write_rescue
from contentsync.state.store import Store
from contentsync.state.store import Stored

MAX_SKEW_SECONDS = 60
"""Writes are refused where this machine's clock is further off the server's `Date`."""


class Workspace:
    """One folder of posts, opened. What needs the network connects when it is first asked for."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.root = settings.root
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        if self._connection is not None:
            self._connection.closing.close()

    @property
    def connection(self) -> Connection:
        """The server and its clock."""
        if self._connection is None:
            self._connection = connect(self.settings)
        return self._connection

    @property
    def clock(self) -> Clock:
        """The time that everything is decided by."""
        return self.connection.clock

    @property
    def is_sandbox(self) -> bool:
        """Whether the settings name the sandbox inside this process."""
        return self.settings.is_sandbox

    @cached_property
    def store(self) -> Store:
        """Where state is kept. The sandbox has its own, beside its data."""
        if self.settings.is_sandbox:
            return FileStore(sandbox_folder(self.settings) / "state.json")
        if self.settings.store == "git":
            raise UserError("the git store is not there yet", "write `state: {store: file}` in contentsync.yaml")
        return FileStore(self.settings.state_path)

    def desired(self) -> Desired:
        """What the files say. No network."""
        settings = self.settings
        media = MediaIndex(settings.root, settings.cache)
        found = load(
            settings.root,
            settings.content,
            defaults=settings.defaults,
            media=media,
            cache=settings.cache,
            variables=settings.variables,
            x_links=settings.x_links,
        )
        media.save()
        return found

    @cached_property
    def destinations(self) -> Destinations:
        """Pages, boards and locations of the account."""
        return Destinations(self.connection.client)

    def state(self) -> State:
        """What is remembered, made sure to be this account's and this repository's; a new one where nothing is."""
        return self._owned(self.store.read(), self.connection.client.me())

    def plan(self, scope: Scope | None = None) -> Planned:
        """Read the files, the state and the remote, and decide. Writes nothing."""
        began, scope, client = time.perf_counter(), scope or Scope(), self.connection.client
        desired = self.desired()
        account = client.me()
        stored = self.store.read()
        state = self._owned(stored, account)
        terms = Terms(
            windows=self.settings.windows,
            drift=Drift(self.settings.drift),
            unusable=unusable(desired.deliveries, client.profiles().profiles),
        )
        snapshot = observe(client, self.clock, state, self.settings.windows)
        reconciled = reconcile(desired, state, snapshot, terms)
        if nowhere := self.destinations.unusable(_created(reconciled)):
            terms = replace(terms, unusable={**terms.unusable, **nowhere})
            reconciled = reconcile(desired, state, snapshot, terms)
        plan = planning.plan_of(reconciled, desired, snapshot, account)
        plan = planning.narrowed(plan, scope)
        return Planned(
            plan=plan,
            desired=desired,
            account=account,
            stored=stored,
            state=state,
            snapshot=snapshot,
            reconciled=reconciled,
            guards=guards.check(plan, state, snapshot.statuses),
            scope=scope,
            terms=terms,
            namespace=self.settings.namespace,
            is_sandbox=self.connection.is_sandbox,
            seconds=time.perf_counter() - began,
            requests=client.requests,
        )

    def save(self, planned: Planned) -> SavedPlan:
        """The plan as a file that can be approved."""
        account = ownership.account_digest(planned.account.email)
        return saved.save(planned.plan, planned.namespace, account, self.settings.windows)

    def approved(self, plan: SavedPlan) -> Planned:
        """A fresh plan with only what was approved in it. Raises `StaleError` where the saved one no longer holds."""
        planned = self.plan()
        account = ownership.account_digest(planned.account.email)
        saved.check(plan, planned.plan, planned.namespace, account, planned.state.used_plans)
        return replace(self._only(planned, {change.address for change in plan.changes}), approved=plan)

    def continued(self) -> Planned:
        """A fresh plan with only what an earlier run began or had to put off: nothing new is started."""
        planned = self.plan()
        posts = planned.state.posts

        def was_begun(change: Change) -> bool:
            entry = posts.get(change.address)
            return is_under_way(change) or (entry is not None and bool(entry.held or entry.retry_at))

        return self._only(planned, {change.address for change in planned.plan.changes if was_begun(change)})

    @staticmethod
    def _only(planned: Planned, addresses: set[str]) -> Planned:
        scope = Scope(targets=tuple(sorted(addresses)) or ("",))
        return replace(planned, plan=planning.narrowed(planned.plan, scope), scope=scope)

    def apply(
        self,
        planned: Planned,
        *,
        allow_delete: int,
        progress: Progress,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Applied:
        """Carry a plan out. Raises `UserError` where a guard was hit, before anything is written."""
        for guard in guards.check(planned.plan, planned.state, planned.snapshot.statuses, allow_delete):
            raise UserError(guard.message, guard.fix)
        self.check_skew()
        self.connection.client.on_progress = progress.sent
        chosen = None if planned.scope == Scope() else {change.address for change in planned.plan.changes}
        snapshot = planned.snapshot

        def look(state: State) -> Reconciled:
            nonlocal snapshot
            snapshot = observe(self.connection.client, self.clock, state, self.settings.windows)
            return reconcile(planned.desired, state, snapshot, planned.terms)

        ran = apply(
            self._sender(self._recorder(planned.stored, planned.state), progress, is_stopped),
            planned.reconciled,
            look,
            lambda change: chosen is None or change.address in chosen,
            self._used(planned),
        )
        left = planning.plan_of(ran.left, planned.desired, snapshot, planned.account)
        left = planning.narrowed(left, planned.scope)
        return Applied(results=ran.results, problems=left.problems, left=left)

    @staticmethod
    def _used(planned: Planned) -> dict[str, Any]:
        """The mark that a saved plan was applied, kept until it would have expired anyway."""
        if planned.approved is None:
            return {}
        kept = {seal: until for seal, until in planned.state.used_plans.items() if until > planned.now}
        until = planned.approved.expires_at or planned.now + planned.terms.windows.horizon
        return {"used_plans": {**kept, planned.approved.digest: until}}

    def status(self) -> tuple[statuses.Row, ...]:
        """Where every post stands."""
        planned = self.plan()
        return statuses.rows(planned.plan, planned.state, planned.reconciled.records)

    def resolve(self, address: str, how: str) -> str:
        """End a hold in one of the ways of `engine.resolving`; says what was done."""
        planned = self.plan()
        return Resolver(self.connection.client, self.clock, self.root, planned).resolve(
            address, how, self._recorder(planned.stored, planned.state)
        )

    def doctor(self) -> list[checkup.Check]:
        """Everything that has to be in place, looked at."""
        return checkup.checks(self)

    def forms(self, address: str) -> list[tuple[Delivery, WireForm]]:
        """What a create would send for each delivery of an address or a post id. Names stay names: no network."""
        found = [d for d in self.desired().deliveries if address in (d.address, d.post_id) or named(d, address)]
        return [(delivery, encode(delivery)) for delivery in found]

    def check_skew(self) -> None:
        """Raise `UserError` where this machine's clock cannot be trusted with deadlines."""
        skew = self.connection.client.skew
        if skew is None or self.connection.is_sandbox or abs(skew.total_seconds()) <= MAX_SKEW_SECONDS:
            return
        seconds = abs(skew.total_seconds())
        raise UserError(f"this machine's clock is {seconds:.0f} s off the server's", "set the clock, then apply again")

    def _owned(self, stored: Stored, account: Account) -> State:
        owner = Owner(
            namespace=self.settings.namespace,
            repository=repo.identity(self.root),
            folder=self.settings.folder.relative_to(self.root).as_posix(),
            account=ownership.account_digest(account.email),
        )
        if stored.state is None:
            return ownership.claimed(State(namespace=self.settings.namespace), owner)
        ownership.check(stored.state, owner, self.store.where)
        return stored.state

    def _recorder(self, stored: Stored, state: State) -> Recorder:
        run = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        blank = replace(state, lineage=state.lineage or uuid.uuid4().hex)
        return Recorder(self.store, self.clock, run, stored, blank, partial(write_rescue, self.settings.private, run))

    def _sender(self, recorder: Recorder, progress: Progress, is_stopped: Callable[[], bool]) -> Sender:
        return Sender(
            server=self.connection.client,
            recorder=recorder,
            clock=self.clock,
            windows=self.settings.windows,
            namespace=self.settings.namespace,
            encode=lambda delivery: encode(delivery, self.destinations.ids(delivery)),
            progress=progress,
            is_stopped=is_stopped,
        )


def _created(reconciled: Reconciled) -> list[Delivery]:
    """The deliveries that would be sent as new jobs: only their destinations have to be known."""
    steps = (Step.CREATE, Step.RESEND, Step.REPLACE)
    changes = [decision.change for decision in reconciled.decisions if decision.change.step in steps]
    return [change.delivery for change in changes if change.delivery is not None]


def open_workspace(settings: Settings) -> Workspace:
    """A workspace, to be used in a `with`."""
    return Workspace(settings)
