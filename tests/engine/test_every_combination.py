"""Rules 1 to 22 cover every combination of facts, and none of them breaks a promise."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product

import pytest
from msgspec.structs import replace

from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.facts import Leaves
from contentsync.engine.reconcile.facts import Want
from contentsync.engine.reconcile.missing import no_rule
from contentsync.engine.reconcile.rules import decide
from contentsync.model.change import Action
from contentsync.model.change import Step
from contentsync.model.identity import ExternalId
from contentsync.model.identity import address_digest
from contentsync.model.remote import Job
from contentsync.model.remote import Phase
from contentsync.model.windows import Windows
from contentsync.state.document import Entry
from contentsync.state.document import Failed
from contentsync.state.document import Intent
from contentsync.state.document import JobRecord
from contentsync.state.document import Published
from contentsync.state.document import Sent
from contentsync.state.document import Tombstone
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import MINUTE
from tests.engine.world import NAMESPACE
from tests.engine.world import START_AT
from tests.engine.world import post

ADDRESS = "launch@acme"
NOW = START_AT
BOTH = ["bluesky", "x"]
AT = NOW + 2 * HOUR

WANTED_AT = [NOW - DAY, NOW - 10 * MINUTE, NOW + MINUTE, NOW + 20 * MINUTE, AT, NOW + 370 * DAY]
EDITS = [{}, {"text": "Edited"}, {"comment": "Edited"}]
LISTED_AT = [NOW - 20 * MINUTE, NOW - MINUTE, NOW + MINUTE, AT]
PHASES = [None, Phase.QUEUED, Phase.NOT_FOUND, Phase.COMPLETED, Phase.FAILED, Phase.UNREACHABLE]

BODY = post(platforms=BOTH).body


def label(n: int, is_parked: bool = False) -> str:
    return str(ExternalId(NAMESPACE, address_digest(ADDRESS), BODY, n, is_parked))


def record(job_id: str, n: int = 0, *, is_parked: bool = False, is_listed: bool = True) -> JobRecord:
    at = NOW + 300 * DAY if is_parked else AT
    return JobRecord(job_id, Sent(at, BODY, "Hello"), NOW - DAY, label(n, is_parked), is_listed=is_listed)


def intent(*, is_parked: bool = False, until: timedelta = -HOUR) -> Intent:
    return Intent(label(1, is_parked), "key", 1, "digest", Sent(AT, BODY, "Hello"), NOW - 2 * HOUR, NOW + until,
                  is_parked=is_parked)  # fmt: skip


def entries() -> dict[str, Entry | None]:
    base = Entry("launch", "acme", tuple(BOTH), n=2, file="content/launch.yaml")
    job, parked = record("j1"), record("p1", 1, is_parked=True)
    return {
        "nothing": None,
        "no job": base,
        "job": replace(base, job=job),
        "job never listed": replace(base, n=1, job=record("j1", is_listed=False)),
        "job sent twice": replace(base, job=replace(job, is_resent=True)),
        "job and parked": replace(base, job=job, parked=parked),
        "parked": replace(base, parked=parked, tombstone=Tombstone(NOW, "j1", "replaced")),
        "intent": replace(base, intent=intent()),
        "fresh intent": replace(base, intent=intent(until=HOUR)),
        "job and intent": replace(base, job=job, intent=intent()),
        "job and parked intent": replace(base, job=job, intent=intent(is_parked=True)),
        "cancelled by a person": replace(base, tombstone=Tombstone(NOW, "j1", "person")),
        "published": replace(base, published={name: Published(NOW - DAY, "j0") for name in BOTH}),
        "failed": replace(base, wanted="other", failed=dict.fromkeys(BOTH, Failed(NOW - DAY, "j0"))),
        "restored": replace(base, restore=True),
        "protected": replace(base, job=job, is_protected=True),
    }


def listed() -> dict[str, tuple[Job, ...]]:
    found: dict[str, tuple[Job, ...]] = {"none": ()}
    for at in LISTED_AT:
        mine = Job("j1", at, "acme", tuple(BOTH), "text", "Hello", "", label(0))
        other = replace(mine, job_id="j2")
        found |= {f"ours {at}": (mine,), f"other {at}": (other,), f"both {at}": (mine, other)}
        found[f"unlabelled {at}"] = (replace(other, external_id=""),)
    return found


def leaves() -> dict[str, Leaves]:
    here = {name: Published(NOW - HOUR, "j0") for name in BOTH}
    failed = {name: Failed(NOW - HOUR, "j0") for name in BOTH}
    one = {"x": here["x"]}
    return {
        "none": Leaves(),
        "all here": Leaves(here=here, is_complete=True, jobs=frozenset({"j0"})),
        "one here": Leaves(here=one, jobs=frozenset({"j0"})),
        "one here, one failed": Leaves(here=one, failed={"bluesky": failed["x"]}, is_complete=True),
        "all failed": Leaves(failed=failed, is_complete=True),
        "one here of the listed": Leaves(here={"x": Published(NOW, "j1")}, jobs=frozenset({"j1"})),
        "one elsewhere": Leaves(elsewhere={"x": "launch@acme:x"}, jobs=frozenset({"j0"})),
        "scheduled elsewhere": Leaves(scheduled_elsewhere={"x": "launch@acme:x"}),
        "running": Leaves(running=frozenset({"x"}), jobs=frozenset({"j1"})),
    }


def with_memory(found: Leaves, entry: Entry | None) -> Leaves:
    """Binding never forgets what state remembers."""
    if entry is None:
        return found
    here = {**entry.published, **found.here}
    failed = {name: what for name, what in {**entry.failed, **found.failed}.items() if name not in here}
    return replace(found, here=here, failed=failed, is_complete=found.is_complete or len(here) + len(failed) == 2)


def combinations(want: Want) -> Iterator[Facts]:
    wishes = (
        [post(platforms=BOTH, at=at, **edit) for at, edit in product(WANTED_AT, EDITS)] if want is Want.WANT else []
    )
    for entry, jobs, found in product(entries().values(), listed().values(), leaves().values()):
        evidence = with_memory(found, entry)
        kept = replace(entry, published=evidence.here, failed=evidence.failed) if entry else None
        parked = Job("p1", NOW + 300 * DAY, "acme", tuple(BOTH)) if entry and entry.parked and jobs else None
        for delivery in wishes or [None]:
            for phase in PHASES if kept and kept.job and not jobs else [None]:
                yield Facts(
                    address=ADDRESS, want=want, now=NOW, windows=Windows(), d=delivery,
                    d_at=delivery.publish_at if delivery else None, s=kept, jobs=jobs, parked_job=parked,
                    leaves=evidence, phase=phase, x_total=2,
                )  # fmt: skip


def broken_promise(facts: Facts, decision: Decision) -> str:
    """Which promise it breaks, empty for none."""
    change = decision.change
    s, begins = facts.s, change.step in (Step.CREATE, Step.RESEND, Step.REPLACE)
    ours = (
        {r.job_id for r in (s.job, s.parked) if r} | ({s.tombstone.job_id} if s and s.tombstone else set())
        if s
        else set()
    )
    if s and s.job and s.job.is_resent:
        ours.add("j2")
    seen = facts.leaves.here.keys() | facts.leaves.elsewhere.keys() | facts.leaves.running
    step = change.step
    told = {
        "no rule": change.rule == "23",
        "a bad file is written": facts.want is Want.BAD and step is not Step.NOTHING and change.rule[0] not in "134",
        "what is not wanted is sent": facts.want is not Want.WANT and (begins or step is Step.PATCH),
        "a published leaf is sent": begins and bool(seen & set(change.platforms)),
        "a leaf is scheduled twice": begins and bool(facts.leaves.scheduled_elsewhere),
        "a create beside a live job": step in (Step.CREATE, Step.RESEND) and bool(facts.jobs),
        "a create beside one that may be alive": step in (Step.CREATE, Step.RESEND)
        and bool(facts.owns)
        and facts.phase not in (Phase.NOT_FOUND, Phase.FAILED),
        "a person's job is cancelled": step in (Step.DELETE, Step.DROP_BOTH) and not set(change.job_ids) <= ours,
        "written within the freeze": step in (Step.PATCH, Step.DELETE, Step.REPLACE, Step.REPLACE_GO_ON)
        and change.rule not in ("3", "4")
        and any(job.job_id in change.job_ids and job.scheduled_at <= NOW + 2 * MINUTE for job in facts.jobs),
        "the new one gets its time beside the old": step is Step.UNPARK and bool(facts.jobs),
        "a hold without a way out": change.action is Action.HOLD and not change.hint,
        "a write without its jobs": step in (Step.PATCH, Step.DELETE, Step.REPLACE, Step.UNPARK) and not change.job_ids,
    }
    return ", ".join(name for name, is_broken in told.items() if is_broken)


@pytest.mark.parametrize("want", list(Want))
def test_every_combination_of_facts(want: Want) -> None:
    broken: dict[str, Facts] = {}
    count = 0
    for facts in combinations(want):
        count += 1
        word = broken_promise(facts, decide(facts))
        if word:
            broken.setdefault(word, facts)
    assert broken == {}
    assert count > (40_000 if want is Want.WANT else 2_000)


@pytest.mark.parametrize("drift", list(Drift))
def test_policies_never_send_more(drift: Drift) -> None:
    """Whatever the policy, drift alone never creates, replaces or cancels a post without own texts."""
    entry = entries()["job"]
    for jobs in listed().values():
        changed = tuple(replace(job, title="By hand") for job in jobs if job.job_id == "j1")
        facts = Facts(
            address=ADDRESS, want=Want.WANT, now=NOW, windows=Windows(), d=post(platforms=BOTH, at=AT), d_at=AT,
            s=entry, jobs=changed, phase=Phase.QUEUED, drift=drift,
        )  # fmt: skip
        assert decide(facts).change.step in (Step.NOTHING, Step.PATCH)


def test_no_rule_is_a_hold() -> None:
    facts = Facts(address=ADDRESS, want=Want.WANT, now=NOW, windows=Windows(), d=post(), d_at=AT)
    assert (no_rule(facts).change.action, no_rule(facts).change.is_risk) == (Action.HOLD, True)
