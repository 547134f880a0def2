"""What happens to runs: killed with no time to clean up, left alone, many at once; and how a campaign ends."""

import json
from datetime import timedelta

from contentsync.state.document import State
from tests.processes.campaign import Campaign
from tests.processes.runs import Run

AFTER_ANY_KILL = 11.0
"""Minutes: what a killed run had begun is looked up after the window of its create (5) and the settle time (5)."""

ROUNDS = 6
"""Runs that a campaign gets at its end to be in order; it needs two."""


def kill_one(campaign: Campaign, longest: float) -> None:
    """Start a run and kill it, anywhere, or anywhere after it has begun to write."""
    random = campaign.random
    # Runs that have nothing left to do end early, and starting one takes a while: more kills fall where it writes.
    is_writing = random.random() < 0.7
    run = Run(campaign, campaign.store.root)
    if is_writing:
        run.wait_for_state()
    run.let(random.uniform(0, longest * (0.4 if is_writing else 0.8)))
    if run.kill(with_children=random.random() < 0.5):
        campaign.counts["kills"] += 1
        _note(campaign, campaign.store.state())
    else:
        campaign.counts["ended before the kill"] += 1


def _note(campaign: Campaign, state: State) -> None:
    """In the middle of what it was, as far as the state and the service can tell."""
    known = {each.job_id for entry in state.posts.values() for each in (entry.job, entry.parked) if each}
    live = {job["job_id"] for job in campaign.sandbox.jobs() if job["state"] == "scheduled"}
    campaign.counts["kills: lease held"] += state.lease is not None
    campaign.counts["kills: intent open"] += any(entry.intent for entry in state.posts.values())
    campaign.counts["kills: parked job"] += any(entry.parked for entry in state.posts.values())
    campaign.counts["kills: accepted, not recorded"] += bool(live - known)
    gone = {entry.job.job_id for entry in state.posts.values() if entry.job} - live
    gone -= {row["job_id"] for row in campaign.sandbox.ledger()}
    campaign.counts["kills: cancelled, not recorded"] += bool(gone)


def left_alone(campaign: Campaign) -> float:
    """A run that nothing happens to, and a look; how many seconds it took. It may not end with an error."""
    campaign.sandbox.advance(AFTER_ANY_KILL)
    run = Run(campaign, campaign.store.root)
    code = run.wait()
    assert code in (0, 3), run.said
    seconds = run.seconds
    campaign.look(code)
    return seconds


def many_at_once(campaign: Campaign, number: int, killed: int = 0) -> list[int]:
    """So many runs in so many clones of the same commit, some of them killed; the exit codes of the others."""
    race = campaign.folder / f"race-{campaign.counts['races']}"
    race.mkdir()
    clones = [campaign.store.clone(race / str(each)) for each in range(number)]
    runs = [Run(campaign, clone) for clone in clones]
    for run in runs[:killed]:
        run.let(campaign.random.uniform(0, 1))
        campaign.counts["kills"] += run.kill(with_children=True)
    runs = runs[killed:]
    codes = [run.wait() for run in runs]
    campaign.counts["races"] += 1
    for code, run in zip(codes, runs, strict=True):
        campaign.counts[f"races: exit {code}"] += 1
        # 4: somebody else holds the lease, or wrote first.
        assert code in (0, 3, 4), run.said
    return codes


def brought_to_an_end(campaign: Campaign) -> None:
    """Runs until nothing is left to do, every moment passes, and the judge finds nothing."""
    for _ in range(ROUNDS):
        left_alone(campaign)
        if all(change.rule in ("9", "16") for change in campaign.runs[-1].changes):
            break
    last_at = max(post.at for post in campaign.posts.values() if post.at)
    while campaign.now < last_at + timedelta(minutes=20):
        campaign.sandbox.advance(180)
        left_alone(campaign)
    counts = {**campaign.counts, "leaves seen": sum(row["success"] for row in campaign.sandbox.ledger())}
    print(json.dumps(counts, indent=1, sort_keys=True))
    assert campaign.faults() == []
    assert campaign.holds == []
    assert {change.rule for change in campaign.runs[-1].changes} == {"9"}
