"""`kill -9` of a real run at random moments: followers see every post once, at its time, with its last words."""

import pytest

from tests.processes.conftest import Made
from tests.processes.rounds import brought_to_an_end
from tests.processes.rounds import kill_one
from tests.processes.rounds import left_alone

KILLS = 40

ALONE_EVERY = 4
"""Kills between two runs that are left alone, as in life most are."""

MINUTES = (0.5, 2, 6, 11, 20)
"""From one run to the next: within the lease of a killed one, within what its create may take, and after all that."""


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(1, 6))])
def test_killed_at_random_moments(make_campaign: Made, seed: int) -> None:
    campaign = make_campaign(seed)
    campaign.author()
    longest = left_alone(campaign)
    alone = 0
    while campaign.counts["kills"] < KILLS:
        campaign.author()
        kill_one(campaign, longest)
        campaign.sandbox.advance(campaign.random.choice(MINUTES))
        if campaign.counts["kills"] // ALONE_EVERY > alone:
            alone = campaign.counts["kills"] // ALONE_EVERY
            longest = left_alone(campaign)
    brought_to_an_end(campaign)
    assert campaign.counts["kills: lease held"]
    assert campaign.counts["kills: intent open"]


def test_the_judge_looks_at_what_followers_saw(make_campaign: Made) -> None:
    """A second job for what stands in one file, made behind everybody's back, is seen at the end."""
    campaign = make_campaign(0)
    campaign.author()
    left_alone(campaign)
    job = next(job for job in campaign.sandbox.jobs() if job["platforms"] == ["x"])
    campaign.sandbox.ask("people/copy", {"job_id": job["job_id"], "scheduled_date": job["due_at"]})
    campaign.sandbox.advance(12 * 60)
    left_alone(campaign)
    (fault,) = campaign.faults()
    assert fault.startswith("DOUBLE: ")
    assert "went out 2 times" in fault
