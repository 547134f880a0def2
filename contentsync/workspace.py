"""The one place that puts settings, repository, client, state store and clock together."""

import os
import socket
import time
import uuid
from datetime import datetime
from functools import cached_property
from types import TracebackType
from typing import Self

import msgspec
from msgspec.structs import replace

from contentsync import repo
from contentsync.connection import Connection
from contentsync.connection import connect
from contentsync.connection import sandbox_folder
from contentsync.content import load
from contentsync.engine import guards
from contentsync.engine import planning
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Progress
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.run import Ran
from contentsync.engine.apply.run import apply
from contentsync.engine.apply.sender import Sender
from contentsync.engine.guards import Guard
from contentsync.engine.observe import observe
from contentsync.engine.planning import Scope
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import reconcile
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.snapshot import Snapshot
from contentsync.media import MediaIndex
from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.model.clock import Clock
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import EXIT_DONE
from contentsync.model.errors import EXIT_ERROR
from contentsync.model.errors import EXIT_WAITING
from contentsync.model.errors import UserError
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.model.remote import Account
from contentsync.model.wire import WireForm
from contentsync.platforms import encode
from contentsync.rules.accounts import unusable
from contentsync.rules.quota import quota_problems
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


class Planned(msgspec.Struct, frozen=True):
    """A plan, and everything it was made of. `plan` is narrowed to the scope, `reconciled` is not."""

    plan: Plan
    desired: Desired
    account: Account
    stored: Stored
    state: State
    snapshot: Snapshot
    reconciled: Reconciled
    guards: tuple[Guard, ...]
    scope: Scope
    terms: Terms
    namespace: str
    is_sandbox: bool
    seconds: float
    requests: int

    @property
    def now(self) -> datetime:
        """The moment it was made for."""
        return self.plan.now

    @property
    def jobs_read(self) -> int:
        """How many scheduled jobs were read."""
        return len(self.snapshot.jobs)

    @property
    def rows_read(self) -> int:
        """How many rows of the history were read."""
        return len(self.snapshot.history.rows)


class Applied(msgspec.Struct, frozen=True):
    """What an apply did, and what a plan says after it."""

    results: tuple[Result, ...]
    problems: tuple[Problem, ...]
    left: Plan

    @property
    def exit_code(self) -> int:
        """1 where something was refused or a file has an error, 3 where a post will be missed unless someone acts."""
        bad = {Ending.REFUSED, Ending.UNSENT, Ending.PUBLISHED}
        if any(result.outcome in bad for result in self.results) or _has_errors(self.problems):
            return EXIT_ERROR
        open_ends = any(result.outcome in (Ending.UNKNOWN, Ending.HELD) for result in self.results)
        return EXIT_WAITING if open_ends or any(change.is_risk for change in self.left.changes) else EXIT_DONE


def _has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


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

    def plan(self, scope: Scope | None = None) -> Planned:
        """Read the files, the state and the remote, and decide. Writes nothing."""
        began, scope = time.perf_counter(), scope or Scope()
        desired = self.desired()
        client = self.connection.client
        account = client.me()
        stored = self.store.read()
        state = self._owned(stored, account)
        profiles = client.profiles()
        terms = Terms(
            windows=self.settings.windows,
            drift=Drift(self.settings.drift),
            unusable=unusable(desired.deliveries, profiles.profiles),
        )
        snapshot = observe(client, self.clock, state, self.settings.windows)
        reconciled = reconcile(desired, state, snapshot, terms)
        plan = planning.plan_of(reconciled, desired, Plan(changes=(), now=snapshot.now))
        news = [
            (change.delivery, change.at)
            for change in plan.changes
            if change.action is Action.CREATE and change.delivery is not None and change.at is not None
        ]
        quota = quota_problems(news, snapshot.jobs, account.plan)
        plan = planning.narrowed(replace(plan, problems=tuple(sorted((*plan.problems, *quota)))), scope)
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

    def _owned(self, stored: Stored, account: Account) -> State:
        """The state, made sure to be ours; a new one where there is none."""
        owner = Owner(
            namespace=self.settings.namespace,
            repository=repo.identity(self.root),
            folder=self.settings.folder.relative_to(self.root).as_posix(),
            account=ownership.account_digest(account.email),
        )
        if stored.state is None:
            return ownership.claimed(State(namespace=self.settings.namespace), owner, "")
        ownership.check(stored.state, owner, self.store.where)
        return stored.state

    def apply(self, planned: Planned, *, allow_delete: int, progress: Progress) -> Applied:
        """Carry a plan out. Raises `UserError` where a guard was hit, before anything is written."""
        for guard in guards.check(planned.plan, planned.state, planned.snapshot.statuses, allow_delete):
            raise UserError(guard.message, guard.fix)
        self._check_skew()
        blank = replace(planned.state, lineage=planned.state.lineage or uuid.uuid4().hex)
        run = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:6]}"
        recorder = Recorder(
            self.store,
            self.clock,
            run,
            planned.stored,
            blank,
            lambda updates: write_rescue(self.settings.private, run, updates),
        )
        client = self.connection.client
        client.on_progress = progress.sent
        sender = Sender(
            server=client,
            recorder=recorder,
            clock=self.clock,
            windows=self.settings.windows,
            namespace=self.settings.namespace,
            encode=self._encode,
            progress=progress,
        )
        chosen = {change.address for change in planned.plan.changes} if planned.scope != Scope() else None
        ran = apply(
            sender,
            planned.reconciled,
            lambda state: self._look(planned, state),
            lambda change: chosen is None or change.address in chosen,
        )
        return self._report(planned, ran)

    def _look(self, planned: Planned, state: State) -> Reconciled:
        snapshot = observe(self.connection.client, self.clock, state, self.settings.windows)
        return reconcile(planned.desired, state, snapshot, planned.terms)

    def _report(self, planned: Planned, ran: Ran) -> Applied:
        left = planning.plan_of(ran.left, planned.desired, Plan(changes=(), now=self.clock.now()))
        left = planning.narrowed(left, planned.scope)
        return Applied(results=ran.results, problems=left.problems, left=left)

    def _encode(self, delivery: Delivery) -> WireForm:
        return encode(delivery)

    def _check_skew(self) -> None:
        skew = self.connection.client.skew
        if skew is None or self.connection.is_sandbox or abs(skew.total_seconds()) <= MAX_SKEW_SECONDS:
            return
        seconds = abs(skew.total_seconds())
        raise UserError(f"this machine's clock is {seconds:.0f} s off the server's", "set the clock, then apply again")


def open_workspace(settings: Settings) -> Workspace:
    """A workspace, to be used in a `with`."""
    return Workspace(settings)
