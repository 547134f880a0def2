"""Planning and applying over the seams alone: no settings, no files, no network of its own.

The command line, the simulations and anything that embeds contentsync drive the very same code through this.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from typing import Protocol

import msgspec
from msgspec.structs import replace

from contentsync.engine import guards
from contentsync.engine import planning
from contentsync.engine import saved
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.recorder import Updates
from contentsync.engine.apply.report import Progress
from contentsync.engine.apply.run import apply
from contentsync.engine.apply.sender import Sender
from contentsync.engine.observe import observe
from contentsync.engine.planned import Applied
from contentsync.engine.planned import Planned
from contentsync.engine.planning import Scope
from contentsync.engine.rebuilding import rebuilt
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import is_under_way
from contentsync.engine.reconcile import reconcile
from contentsync.engine.saved import SavedPlan
from contentsync.engine.server import Writer
from contentsync.model.change import Change
from contentsync.model.change import Step
from contentsync.model.clock import Clock
from contentsync.model.delivery import Delivery
from contentsync.model.delivery import Desired
from contentsync.model.errors import OutOfReachError
from contentsync.model.errors import StaleError
from contentsync.model.errors import UserError
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Rulebook
from contentsync.model.remote import Account
from contentsync.model.remote import Profile
from contentsync.model.wire import WireForm
from contentsync.rules.accounts import Unusable
from contentsync.rules.accounts import unusable
from contentsync.rules.across import Across
from contentsync.rules.across import across_posts
from contentsync.state import edits
from contentsync.state import ownership
from contentsync.state.document import State
from contentsync.state.ownership import Owner
from contentsync.state.store import MovedError
from contentsync.state.store import Store
from contentsync.state.store import Stored

FRESH = timedelta(minutes=1)
"""A plan that somebody looked at for longer than this is made again before it is applied, and compared."""


class Destinations(Protocol):
    """Names of pages, boards and locations to ids. Asks the server only for what is named."""

    def ids(self, delivery: Delivery) -> dict[tuple[str, str], str]: ...

    def unusable(self, deliveries: list[Delivery], profiles: tuple[Profile, ...]) -> dict[str, Unusable]: ...


class Session(msgspec.Struct, frozen=True):
    """Everything that deciding and writing go through. `owner.account` is left empty: the server says it.

    `name_run` gives each run a name that people recognise, `new_lineage` a new state its lineage; `rescue` takes what
    could not be recorded and says where it went. `commit` is the short sha that is applied, for the state's history;
    `rulebook` has the house rules, whose breaches are warnings; `across` finds what is wrong between posts.
    """

    server: Writer
    clock: Clock
    store: Store
    terms: Terms
    owner: Owner
    destinations: Destinations
    encode: Callable[[Delivery, dict[tuple[str, str], str]], WireForm]
    name_run: Callable[[], str]
    new_lineage: Callable[[], str]
    rescue: Callable[[str, Updates], str]
    commit: Callable[[], str] = lambda: ""
    rulebook: Rulebook = NO_RULES
    across: Across = across_posts

    def state(self) -> State:
        """What is remembered, made sure to be this account's and this repository's; a new one where nothing is."""
        return self._owned(self.store.read(), self.server.me())

    def plan(self, desired: Desired, scope: Scope | None = None, *, is_for_show: bool = False) -> Planned:
        """Read the state and the remote, and decide. Writes nothing.

        A plan that `is_for_show`, and never applied, is made without the state where that is out of reach: what is ours
        is then known by the external ids alone.
        """
        scope = scope or Scope()
        account = self.server.me()
        stored, unread = self._read(is_for_show)
        state = self._owned(stored, account)
        profiles = self.server.profiles().profiles
        terms = replace(self.terms, unusable=unusable(desired.deliveries, profiles, account.plan))
        snapshot = observe(self.server, self.clock, state, terms.windows)
        reconciled = reconcile(desired, state, snapshot, terms)
        if nowhere := self.destinations.unusable(_created(reconciled), profiles):
            terms = replace(terms, unusable={**terms.unusable, **nowhere})
            reconciled = reconcile(desired, state, snapshot, terms)
        plan = planning.plan_of(reconciled, desired, snapshot, account, profiles, self.rulebook, self.across)
        plan = planning.narrowed(plan, scope)
        return Planned(
            plan=plan,
            desired=desired,
            account=account,
            profiles=profiles,
            stored=stored,
            state=state,
            snapshot=snapshot,
            reconciled=reconciled,
            guards=guards.check(plan, state, snapshot.statuses),
            scope=scope,
            terms=terms,
            namespace=self.owner.namespace,
            unread=unread,
        )

    def _read(self, is_for_show: bool) -> tuple[Stored, str]:
        """What is stored, and why it could not be read where that may be gone without."""
        try:
            return self.store.read(), ""
        except OutOfReachError as error:
            if not is_for_show:
                raise
            return Stored(None, ""), error.message

    def edit_state(self, edit: Callable[[State], State]) -> State:
        """Change the state by hand. Raises `StaleError` while a run is writing, or where one wrote meanwhile."""
        stored = self.store.read()
        state = self._owned(stored, self.server.me())
        edits.check_free(state, self.clock.now())
        after = edit(state)
        try:
            self.store.write(replace(after, serial=state.serial + 1), stored.version)
        except MovedError:
            raise StaleError("somebody else wrote the state at this moment", "run the same command again") from None
        return after

    def rebuild(self, desired: Desired) -> tuple[str, ...]:
        """Write down what the remote shows of our jobs and posts, and send nothing. Returns the addresses that changed.

        Jobs are known by their external id; without an echo by a fingerprint, where exactly one free job has it.
        """
        planned = self.plan(desired)
        found = {**planned.reconciled.records, **rebuilt(planned)}
        recorder = self.recorder(planned)
        recorder.begin(found, planned.reconciled.dropped)
        recorder.release()
        return tuple(sorted(found))

    def save(self, planned: Planned) -> SavedPlan:
        """The plan as a file that can be approved."""
        account = ownership.account_digest(planned.account.email)
        return saved.save(planned.plan, planned.namespace, account, planned.terms.windows)

    def approved(self, plan: SavedPlan, desired: Desired) -> Planned:
        """A fresh plan with only what was approved in it. Raises `StaleError` where the saved one no longer holds."""
        planned = self.plan(desired)
        account = ownership.account_digest(planned.account.email)
        saved.check(plan, planned.plan, planned.namespace, account, planned.state.used_plans)
        return replace(_only(planned, {change.address for change in plan.changes}), approved=plan)

    def continued(self, desired: Desired) -> Planned:
        """A fresh plan with only what an earlier run began or had to put off: nothing new is started."""
        planned = self.plan(desired)
        posts = planned.state.posts

        def was_begun(change: Change) -> bool:
            entry = posts.get(change.address)
            if entry is None:
                return is_under_way(change)
            is_asked = any(record.call for record in entry.records)
            return is_under_way(change) or is_asked or bool(entry.held or entry.retry_at)

        return _only(planned, {change.address for change in planned.plan.changes if was_begun(change)})

    def apply(
        self,
        planned: Planned,
        progress: Progress,
        allow_delete: int = 0,
        is_stopped: Callable[[], bool] = lambda: False,
    ) -> Applied:
        """Carry a plan out. Raises `UserError` where a guard was hit, before anything is written."""
        planned = self._fresh(planned)
        for guard in guards.check(planned.plan, planned.state, planned.snapshot.statuses, allow_delete):
            raise UserError(guard.message, guard.fix)
        chosen = None if planned.scope == Scope() else {change.address for change in planned.plan.changes}
        snapshot = planned.snapshot

        def look(state: State) -> Reconciled:
            nonlocal snapshot
            snapshot = observe(self.server, self.clock, state, planned.terms.windows)
            return reconcile(planned.desired, state, snapshot, planned.terms)

        ran = apply(
            self._sender(self.recorder(planned), progress, is_stopped),
            planned.reconciled,
            look,
            lambda change: chosen is None or change.address in chosen,
            _used(planned),
        )
        left = planning.plan_of(
            ran.left, planned.desired, snapshot, planned.account, planned.profiles, self.rulebook, self.across
        )
        left = planning.narrowed(left, planned.scope)
        return Applied(
            results=ran.results, problems=left.problems, left=left, known=planned.desired.baseline.known(left.problems)
        )

    def recorder(self, planned: Planned) -> Recorder:
        """Whoever writes the state of that plan."""
        run = self.name_run()
        state = replace(planned.state, lineage=planned.state.lineage or self.new_lineage())
        version = planned.stored.version
        rescue = partial(self.rescue, run)
        return Recorder(self.store, self.clock, run, state, version, rescue, self.commit())

    def _fresh(self, planned: Planned) -> Planned:
        if self.clock.now() - planned.now <= FRESH:
            return planned
        again = self.plan(planned.desired, planned.scope)
        if again.plan.digest != planned.plan.digest:
            raise StaleError("the plan changed while it was being looked at", "look at it again: contentsync plan")
        return replace(again, approved=planned.approved)

    def _owned(self, stored: Stored, account: Account) -> State:
        owner = replace(self.owner, account=ownership.account_digest(account.email))
        if stored.state is not None:
            ownership.check(stored.state, owner, self.store.where)
        return ownership.claimed(stored.state or State(namespace=owner.namespace), owner)

    def _sender(self, recorder: Recorder, progress: Progress, is_stopped: Callable[[], bool]) -> Sender:
        return Sender(
            server=self.server,
            recorder=recorder,
            clock=self.clock,
            windows=self.terms.windows,
            namespace=self.owner.namespace,
            encode=lambda delivery: self.encode(delivery, self.destinations.ids(delivery)),
            progress=progress,
            is_stopped=is_stopped,
        )


def _created(reconciled: Reconciled) -> list[Delivery]:
    """The deliveries that would be sent as new jobs: only their destinations have to be known."""
    steps = (Step.CREATE, Step.RESEND, Step.REPLACE)
    changes = [decision.change for decision in reconciled.decisions if decision.change.step in steps]
    return [change.delivery for change in changes if change.delivery is not None]


def _only(planned: Planned, addresses: set[str]) -> Planned:
    scope = Scope(targets=tuple(sorted(addresses)) or ("",))
    return replace(planned, plan=planning.narrowed(planned.plan, scope), scope=scope)


def _used(planned: Planned) -> dict[str, Any]:
    """The mark that a saved plan was applied, kept until it would have expired anyway."""
    if planned.approved is None:
        return {}
    kept = {seal: until for seal, until in planned.state.used_plans.items() if until > planned.now}
    until = planned.approved.expires_at or planned.now + planned.terms.windows.horizon
    return {"used_plans": {**kept, planned.approved.digest: until}}
