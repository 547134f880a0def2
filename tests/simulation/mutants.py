"""Deliberate breaks of the protocol, one at a time. This directory patches for that purpose, and for no other."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from msgspec.structs import replace

from contentsync.engine.apply import calling
from contentsync.engine.apply import creating
from contentsync.engine.apply import replacing
from contentsync.engine.apply import run
from contentsync.engine.apply.recorder import Recorder
from contentsync.engine.apply.sender import Sender
from contentsync.engine.reconcile import calls
from contentsync.engine.reconcile import evidence
from contentsync.engine.reconcile import intents
from contentsync.engine.reconcile import live
from contentsync.engine.reconcile import missing
from contentsync.engine.reconcile import off
from contentsync.engine.reconcile import published
from contentsync.engine.reconcile import rules
from contentsync.engine.reconcile import sorting
from contentsync.engine.reconcile import unfinished
from contentsync.engine.reconcile import waiting
from contentsync.engine.reconcile.decision import decide
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Leaves
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.twin_guard import TwinGuard
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.model.identity import idempotency_key
from contentsync.model.identity import parse_external_id
from contentsync.model.outcome import Accepted
from contentsync.model.outcome import Done
from contentsync.model.outcome import Unknown
from contentsync.model.outcome import Unsent
from contentsync.model.remote import History
from contentsync.remote import Client
from contentsync.state.document import Call
from contentsync.testing.world import NAMESPACE

bind = import_module("contentsync.engine.reconcile.bind")
"""The package has a function of that name."""

Patch = pytest.MonkeyPatch
MUTANTS: dict[str, Callable[[Patch], None]] = {}


def mutant(change: Callable[[Patch], None]) -> Callable[[Patch], None]:
    MUTANTS[change.__name__] = change
    return change


def without_rule(patch: Patch, name: str) -> None:
    patch.setattr(rules, "RULES", tuple(rule for rule in rules.RULES if rule.__name__ != name))


def in_memory(sender: Sender, intended: Any) -> None:
    """What opens intents, without the write."""
    posts = dict(sender.recorder.state.posts)
    for address, intent in intended:
        posts[address] = replace(posts[address], intent=intent, n=max(posts[address].n, intent.n + 1))
    sender.recorder.state = replace(sender.recorder.state, posts=posts)


# Creating


@mutant
def no_intent(patch: Patch) -> None:
    patch.setattr(creating, "open_intents", in_memory)


@mutant
def intent_after_the_call(patch: Patch) -> None:
    post = creating._post

    def late(sender: Sender, *given: Any) -> Any:
        outcome = post(sender, *given)
        sender.recorder.put({})
        return outcome

    patch.setattr(creating, "open_intents", in_memory)
    patch.setattr(creating, "_post", late)


@mutant
def retry_on_unknown(patch: Patch) -> None:
    create = Client.create

    def stubborn(self: Client, *given: Any) -> Any:
        outcome = create(self, *given)
        return create(self, *given) if isinstance(outcome, Unknown) else outcome

    patch.setattr(Client, "create", stubborn)


@mutant
def unknown_taken_for_unsent(patch: Patch) -> None:
    until_sent = Sender.until_sent

    def trusting(self: Sender, *given: Any) -> Any:
        outcome = until_sent(self, *given)
        return Unsent(outcome.cause) if isinstance(outcome, Unknown) else outcome

    patch.setattr(Sender, "until_sent", trusting)


@mutant
def unknown_taken_for_done(patch: Patch) -> None:
    edit = Client.edit

    def trusting(self: Client, job_id: str, patch: Any) -> Any:
        outcome = edit(self, job_id, patch)
        return Done(Accepted(job_id=job_id)) if isinstance(outcome, Unknown) else outcome

    patch.setattr(Client, "edit", trusting)


@mutant
def no_settle(patch: Patch) -> None:
    """An open intent is settled by the first look at it."""
    ask = unfinished.open_intent

    def hasty(facts: Facts) -> Any:
        if facts.s is None or facts.s.intent is None:
            return None
        intent = replace(facts.s.intent, not_after=facts.now - facts.windows.settle)
        return ask(replace(facts, s=replace(facts.s, intent=intent)))

    patch.setattr(rules, "RULES", tuple(hasty if rule is ask else rule for rule in rules.RULES))


@mutant
def no_look_for_what_an_intent_made(patch: Patch) -> None:
    patch.setattr(intents, "settled", lambda entry, *_: entry)


@mutant
def intent_closed_by_the_next_run(patch: Patch) -> None:
    """An intent is taken for a create that never went out."""
    ask = unfinished.open_intent

    def forgetful(facts: Facts) -> Any:
        if facts.s is None or facts.s.intent is None:
            return None
        return replace(facts, s=replace(facts.s, intent=None))

    patch.setattr(rules, "RULES", tuple(forgetful if rule is ask else rule for rule in rules.RULES))


@mutant
def echo_taken_for_granted(patch: Patch) -> None:
    patch.setattr(intents, "_looks_like", lambda *_: False)


@mutant
def fingerprint_without_platforms(patch: Patch) -> None:
    patch.setattr(intents, "_platforms", lambda entry, intent: entry.platforms)


@mutant
def n_not_counted_up(patch: Patch) -> None:
    opened = creating.open_intents

    def same(sender: Sender, intended: Any) -> None:
        opened(sender, [(address, replace(intent, n=-1)) for address, intent in intended])

    patch.setattr(creating, "open_intents", same)


@mutant
def key_without_n(patch: Patch) -> None:
    patch.setattr(creating, "idempotency_key", lambda label: idempotency_key(label.rpartition(":")[0]))


@mutant
def merged_taken_for_done(patch: Patch) -> None:
    patch.setattr(creating, "is_merged", lambda *_: False)


@mutant
def no_twin_guard(patch: Patch) -> None:
    patch.setattr(TwinGuard, "twin", lambda *_: None)


# Editing


@mutant
def edits_do_not_wait(patch: Patch) -> None:
    """A newer edit is sent while the one before it may still arrive."""
    patch.setattr(waiting, "can_wait", lambda *_: False)


@mutant
def edits_not_noted(patch: Patch) -> None:
    """State does not say that a PATCH or DELETE may have been sent."""
    patch.setattr(calling, "with_call", lambda sender, entry, *_: entry)


@mutant
def edits_into_twins(patch: Patch) -> None:
    """The guard against the same words stands before creates only."""
    twin = TwinGuard.twin

    def careless(self: Any, address: str, stood_at: Any) -> Any:
        entry = self._posts.get(address)
        return None if entry is not None and entry.job is not None else twin(self, address, stood_at)

    patch.setattr(TwinGuard, "twin", careless)


# Replacing and deleting


@mutant
def person_taken_for_us(patch: Patch) -> None:
    """An old job that is gone in the middle of a replace was cancelled by a run, whoever it was."""
    begun = unfinished.replace_under_way

    def certain(facts: Facts) -> Any:
        if facts.s and facts.s.parked and facts.s.job:
            record = replace(facts.s.job, call=Call(not_after=facts.now))
            return begun(replace(facts, s=replace(facts.s, job=record)))
        return begun(facts)

    patch.setattr(rules, "RULES", tuple(certain if rule is begun else rule for rule in rules.RULES))


@mutant
def delete_forgotten_too_soon(patch: Patch) -> None:
    """A job that is still listed is taken for one whose DELETE never arrived."""
    settled = calls.settled

    def hasty(record: Any, jobs: Any, now: Any, windows: Any) -> Any:
        is_open = record.call is not None and record.call.patch is None
        listed = any(job.job_id == record.job_id for job in jobs)
        return replace(record, call=None) if is_open and listed else settled(record, jobs, now, windows)

    patch.setattr(calls, "settled", hasty)


@mutant
def no_parking(patch: Patch) -> None:
    """The new job is made at its time, while the old one still stands."""
    begin = replacing.begin

    def begun(sender: Sender, change: Any, wanted: str) -> Any:
        patch.setattr(replacing, "parked_at", lambda *_: change.at)
        return begin(sender, change, wanted)

    patch.setattr(replacing, "begin", begun)


@mutant
def delete_before_create(patch: Patch) -> None:
    begin = replacing.begin

    def begun(sender: Sender, change: Any, wanted: str) -> Any:
        sender.server.cancel(change.job_ids[0])
        return begin(sender, change, wanted)

    patch.setattr(replacing, "begin", begun)


@mutant
def parked_jobs_left_behind(patch: Patch) -> None:
    def left(sender: Sender, change: Any) -> Any:
        entry = sender.recorder.entry(change.address)
        sender.recorder.put({change.address: replace(entry, parked=None)})
        return replacing.Result(change, replacing.Ending.DONE, "")

    patch.setitem(run.STEPS, Step.DROP_PARKED, left)


@mutant
def old_job_not_asked_after(patch: Patch) -> None:
    """After the DELETE of a replace nobody asks whether the old one went out instead."""
    patch.setattr(replacing, "doubted", lambda *_: None)


@mutant
def replace_never_resumed(patch: Patch) -> None:
    without_rule(patch, "replace_under_way")


@mutant
def fan_out_does_not_wait(patch: Patch) -> None:
    """A platform that moves to another delivery is created there while it still stands here."""
    made = evidence.leaves

    def careless(*given: Any) -> Leaves:
        return replace(made(*given), scheduled_elsewhere={})

    patch.setattr(evidence, "leaves", careless)


@mutant
def orphans_deleted(patch: Patch) -> None:
    """A label of ours is enough to be deleted."""
    keep = off.off_and_live

    def greedy(facts: Facts) -> Any:
        if facts.want is Want.OFF and facts.jobs and facts.owns != facts.job.job_id:
            ids = (facts.job.job_id,)
            return decide(facts, Action.DELETE, "6", "orphan", step=Step.DELETE, job_ids=ids, tombstone="cancelled")
        return keep(facts)

    patch.setattr(rules, "RULES", tuple(greedy if rule is keep else rule for rule in rules.RULES))


@mutant
def copies_deleted(patch: Patch) -> None:
    patch.setattr(off, "_is_double", lambda *_: True)


# Reading


@mutant
def empty_list_believed(patch: Patch) -> None:
    """A schedule that cannot be read is taken for one with nothing in it, and so are statuses."""
    schedule = Client.schedule

    def optimistic(self: Client) -> Any:
        try:
            return schedule(self)
        except Exception:
            return ()

    patch.setattr(Client, "schedule", optimistic)


@mutant
def first_page_believed(patch: Patch) -> None:
    from contentsync.remote import _listing

    once = _listing._schedule_page
    patch.setattr(_listing, "_schedule_page", lambda form: (once(form)[0], None))


@mutant
def prefix_without_delimiter(patch: Patch) -> None:
    def loose(text: str) -> Any:
        parts = parse_external_id(text)
        return replace(parts, namespace=NAMESPACE) if parts and parts.namespace.startswith(NAMESPACE) else parts

    patch.setattr(sorting, "parse_external_id", loose)
    patch.setattr(evidence, "parse_external_id", loose)


@mutant
def history_not_read(patch: Patch) -> None:
    patch.setattr(Client, "history", lambda self, since: History())
    patch.setattr(Client, "history_of", lambda self, label: ())


@mutant
def success_not_remembered(patch: Patch) -> None:
    patch.setattr(bind, "_with_evidence", lambda entry, leaves: entry)


@mutant
def success_under_another_address_ignored(patch: Patch) -> None:
    made = evidence.leaves

    def careless(*given: Any) -> Leaves:
        return replace(made(*given), elsewhere={})

    patch.setattr(evidence, "leaves", careless)


@mutant
def bad_file_taken_for_deleted(patch: Patch) -> None:
    want = bind._Binding._want

    def careless(self: Any, address: str, entry: Any) -> Want:
        found = want(self, address, entry)
        return Want.OFF if found is Want.BAD else found

    patch.setattr(bind._Binding, "_want", careless)


@mutant
def cancelled_by_a_person_made_again(patch: Patch) -> None:
    def stubborn(facts: Facts, entry: Any = None) -> Any:
        return missing.create(replace(facts, s=entry or facts.s), "21")

    patch.setattr(missing, "_cancelled", stubborn)


@mutant
def gone_from_the_list_made_again(patch: Patch) -> None:
    """A job that is not listed is taken for one that is not there."""

    def hasty(facts: Facts) -> Any:
        return missing.create(facts, "21") if facts.s and facts.s.job else None

    patch.setattr(rules, "RULES", tuple(hasty if r is missing.vanished else r for r in rules.RULES))


@mutant
def second_job_left_alone(patch: Patch) -> None:
    without_rule(patch, "second_job")


@mutant
def missed_taken_for_archive(patch: Patch) -> None:
    """A moment that has passed needs no word."""
    unsent = missing.unsent

    def silent(facts: Facts) -> Any:
        decision = unsent(facts)
        if decision is not None and decision.change.reason == "missed":
            return missing.nothing(facts, "22", "archive")
        return decision

    patch.setattr(rules, "RULES", tuple(silent if rule is unsent else rule for rule in rules.RULES))


@mutant
def failure_taken_for_success(patch: Patch) -> None:
    in_rows = evidence.published_in
    patch.setattr(evidence, "published_in", lambda rows: in_rows([replace(row, success=True) for row in rows]))


# State


@mutant
def lease_ignored(patch: Patch) -> None:
    begin = Recorder.begin

    def bold(self: Recorder, *given: Any, **head: Any) -> None:
        self._reread()
        self._is_lost = False
        self.state = replace(self.state, lease=None)
        begin(self, *given, **head)

    patch.setattr(Recorder, "begin", bold)
    patch.setattr(Recorder, "check_lease", lambda self: None)


@mutant
def recording_overwrites(patch: Patch) -> None:
    """Whoever writes second puts his whole document over the first one's."""

    def deaf(self: Recorder) -> None:
        self._version = self._store.read().version

    patch.setattr(Recorder, "_reread", deaf)


@mutant
def no_compare_and_swap(patch: Patch) -> None:
    from contentsync.testing.memory import MemoryStore

    write = MemoryStore.write
    patch.setattr(MemoryStore, "write", lambda self, state, expected, note="": write(self, state, self._version, note))


@mutant
def record_given_up(patch: Patch) -> None:
    """A job that was made is not recorded, and its intent is closed."""
    recorded = creating.recorded

    def lossy(change: Any, entry: Any, intent: Any, job_id: str) -> Any:
        after = recorded(change, entry, intent, job_id)
        return replace(after, job=entry.job, parked=entry.parked)

    patch.setattr(creating, "recorded", lossy)


@mutant
def drift_taken_for_an_edit(patch: Patch) -> None:
    """What a person changed is recorded as if the file had said so."""
    compare = live.compare

    def agreeable(facts: Facts) -> Any:
        decision = compare(facts)
        return live.nothing(facts, "16", "as wanted") if decision.change.is_drift else decision

    patch.setattr(live, "compare", agreeable)
    patch.setattr(rules, "compare", agreeable)


@mutant
def edits_not_sent(patch: Patch) -> None:
    """A PATCH is recorded and not sent."""
    patch.setattr(Client, "edit", lambda self, job_id, patch: Done(Accepted(job_id=job_id)))


@mutant
def partly_failed_taken_for_published(patch: Patch) -> None:
    whole = published.all_published

    def generous(facts: Facts) -> Any:
        if facts.leaves.here and not facts.jobs:
            return published.nothing(facts, "9", "published")
        return whole(facts)

    patch.setattr(rules, "RULES", tuple(generous if rule is whole else rule for rule in rules.RULES))


@mutant
def last_apply_not_noted(patch: Patch) -> None:
    release = Recorder.release

    def silent(self: Recorder, **head: Any) -> None:
        release(self)

    patch.setattr(Recorder, "release", silent)
    patch.setattr(Recorder, "note_applied", lambda self: None)
