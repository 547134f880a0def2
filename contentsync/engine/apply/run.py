"""One apply: passes of look, decide and write, until nothing is left that this run can do."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from datetime import timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from contentsync.engine.apply import calling
from contentsync.engine.apply import creating
from contentsync.engine.apply import replacing
from contentsync.engine.apply.calling import WINDOW
from contentsync.engine.apply.deleting import delete
from contentsync.engine.apply.editing import edit
from contentsync.engine.apply.report import Ending
from contentsync.engine.apply.report import Result
from contentsync.engine.apply.sender import Sender
from contentsync.engine.reconcile import Reconciled
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Step
from contentsync.model.errors import UserError
from contentsync.state.document import State

PASSES = 5
"""How often a run looks again: a replace that waits for another address, an edit after an adoption. More is a bug."""

BATCH = 20
"""How many changes share the write that says what may be sent from now on."""

BATCH_BYTES = 100_000_000
"""How much a batch of creates may upload, so that its last one is still sent within its window."""

NEXT_RUN = timedelta(hours=1)
"""How soon another run is sure to come: the workflow of `init --ci github` has one every hour."""

SLICE = 5.0
"""Seconds between two looks, while a run waits, whether somebody wants it to end."""

SECOND_JOB = "3"
"""The rule that still holds after a create was published at once: another job would show followers the same again."""

CREATES = frozenset({Step.CREATE, Step.RESEND})
CALLS = frozenset({Step.PATCH, Step.DELETE, Step.DROP_BOTH, Step.DROP_PARKED})

Look = Callable[[State], Reconciled]
Choose = Callable[[Change], bool]


class Ran(msgspec.Struct, frozen=True):
    """What a run did, and what the last look at the remote still says."""

    results: tuple[Result, ...]
    left: Reconciled


def apply(sender: Sender, first: Reconciled, look: Look, chosen: Choose, head: Mapping[str, Any]) -> Ran:
    """Write everything that was chosen, look again, and go on while that brings something new.

    `look` reads the remote and reconciles with the state it is given; the last look is the verification: what is not
    there as sent shows up as a change. `head` goes into the state with the lease. The lease is given back however this
    ends.
    """
    is_idle = not any(chosen(change) for change in _writes(first)) and _worth_waiting_for(sender, first, chosen) is None
    if is_idle and not (head or first.records or first.dropped):
        sender.recorder.note_applied()
        return Ran((), first)
    sender.recorder.begin(first.records, first.dropped, **head)
    try:
        ran, finished = _passes(sender, first, look, chosen)
    except BaseException:
        with suppress(UserError):
            sender.recorder.release()
        raise
    sender.recorder.release(**({"applied_at": sender.clock.now()} if finished else {}))
    return ran


def _passes(sender: Sender, plan: Reconciled, look: Look, chosen: Choose) -> tuple[Ran, bool]:
    """The passes, and whether nothing is left to write, chosen or not."""
    results, tried, is_over = list[Result](), set[str](), False
    for number in range(PASSES):
        todo = [change for change in _writes(plan) if chosen(change)]
        todo = [change for change in todo if (change.rule == SECOND_JOB if is_over else change.address not in tried)]
        # What is only written down was so with the lease: a look again is what shows it done.
        if not todo and (number or not _is_noting(plan)):
            until = None if is_over else _worth_waiting_for(sender, plan, chosen)
            if until is None or not _waited(sender, until):
                break
            tried -= {decision.change.address for decision in plan.decisions if decision.change.again_at}
        done = _write_all(sender, todo)
        results += done
        tried |= {result.change.address for result in done if result.outcome is not Ending.DONE}
        plan = look(sender.recorder.state)
        sender.recorder.put(plan.records, echoes={**sender.recorder.state.echoes, **plan.echoes})
        if sender.is_stopped():
            break
        is_over = is_over or any(result.outcome is Ending.PUBLISHED for result in done)
    return Ran(_known(results), plan), not _writes(plan)


def _known(results: list[Result]) -> tuple[Result, ...]:
    """The results without those that were unknown until a later pass of the same run knew."""
    last = {result.change.address: result for result in results}
    return tuple(each for each in results if each.outcome is not Ending.UNKNOWN or last[each.change.address] is each)


def _worth_waiting_for(sender: Sender, plan: Reconciled, chosen: Choose) -> datetime | None:
    """When what waits will be known, where its moment may come before the next run does."""
    near = sender.clock.now() + NEXT_RUN + sender.windows.lead
    changes = [decision.change for decision in plan.decisions]
    return min((c.again_at for c in changes if c.again_at and c.at and c.at < near and chosen(c)), default=None)


def _waited(sender: Sender, until: datetime) -> bool:
    """Whether that time has come, and nobody wanted the run to end before."""
    sender.progress.note(
        f"waits until {until:%H:%M:%S} UTC for what came of a lost answer: its post is due within the hour"
    )
    while (left := (until - sender.clock.now()).total_seconds()) > 0:
        if sender.is_stopped():
            return False
        sender.clock.sleep(min(SLICE, left))
        sender.recorder.check_lease()
    return True


def _writes(plan: Reconciled) -> list[Change]:
    return [decision.change for decision in plan.decisions if decision.change.writes]


def _is_noting(plan: Reconciled) -> bool:
    return any(decision.change.action is Action.ADOPT for decision in plan.decisions)


def _write_all(sender: Sender, changes: list[Change]) -> list[Result]:
    """All changes in their order; neighbours of one kind share the write that says what may be sent from now on."""
    results: list[Result] = []
    for batch in _batches(changes):
        opened_at = None
        for number, change in enumerate(batch):
            if sender.is_stopped():
                _close(sender, batch[number:] if opened_at else [])
                return results
            # What waits behind slow ones gets a window of its own.
            if opened_at is None or sender.clock.now() > opened_at + WINDOW / 2:
                _open(sender, batch[number:])
                opened_at = sender.clock.now()
            sender.progress.started(change, len(results) + 1, len(changes))
            try:
                result = STEPS[change.step](sender, change)
            except Exception:
                with suppress(UserError):
                    _close(sender, batch[number + 1 :])
                raise
            sender.progress.finished(result)
            results.append(result)
            if result.outcome is Ending.PUBLISHED:
                _close(sender, batch[number + 1 :])
                return results
    return results


def _batches(changes: list[Change]) -> Iterable[list[Change]]:
    """What stands together and is of one kind, within the bounds of a batch; a replace by itself."""
    batch: list[Change] = []
    size = 0
    for change in changes:
        added = change.delivery.upload_bytes if change.delivery and change.step in CREATES else 0
        is_full = len(batch) >= BATCH or size + added > BATCH_BYTES
        if batch and (is_full or not any({change.step, batch[0].step} <= kind for kind in (CREATES, CALLS))):
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += added
    if batch:
        yield batch


def _open(sender: Sender, batch: list[Change]) -> None:
    if batch[0].step in CALLS:
        calling.open_calls(sender, batch)
    if batch[0].step not in CREATES:
        return
    intended = []
    for change in batch:
        assert change.at is not None
        intended.append((change.address, creating.intend(sender, change, _wanted(change), change.at)))
    creating.open_intents(sender, intended)


def _close(sender: Sender, batch: list[Change]) -> None:
    """Take back what was never sent: this run knows it, as long as the lease is its own."""
    sender.recorder.check_lease()
    if called := [change for change in batch if change.step in CALLS]:
        calling.close_calls(sender, called)
    entries = {change.address: sender.recorder.entry(change.address) for change in batch if change.step is Step.CREATE}
    if entries:
        sender.recorder.put({address: replace(entry, intent=None) for address, entry in entries.items()})


def _unpark(sender: Sender, change: Change) -> Result:
    return replacing.unpark(sender, change, _wanted(change))


STEPS: dict[Step, Callable[[Sender, Change], Result]] = {
    Step.CREATE: creating.send,
    Step.RESEND: creating.send,
    Step.PATCH: lambda sender, change: edit(sender, change, _wanted(change)),
    Step.DELETE: delete,
    Step.DROP_BOTH: delete,
    Step.DROP_PARKED: replacing.drop_parked,
    Step.REPLACE: lambda sender, change: replacing.begin(sender, change, _wanted(change)),
    Step.REPLACE_GO_ON: lambda sender, change: replacing.go_on(sender, change, _wanted(change)),
    Step.UNPARK: _unpark,
}


def _wanted(change: Change) -> str:
    assert change.delivery is not None
    return wanted_digest(change.delivery)
