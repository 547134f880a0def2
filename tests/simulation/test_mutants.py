"""Every deliberate break is noticed: a mutant that survives is a hole in the proof."""

from pathlib import Path

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.traps import TRAPS
from tests.simulation.traps import sprung

TABLE = Path(__file__).parent / "MUTANTS.md"

CAUGHT_BY: dict[str, str] = {
    "no_intent": "found_again",
    "intent_after_the_call": "found_again",
    "retry_on_unknown": "lost_answer",
    "unknown_taken_for_unsent": "lost_answer_edited",
    "unknown_taken_for_done": "lost_edit",
    "no_settle": "served_late",
    "no_look_for_what_an_intent_made": "found_again",
    "intent_closed_by_the_next_run": "served_late",
    "echo_taken_for_granted": "found_again",
    "fingerprint_without_platforms": "split_and_killed",
    "n_not_counted_up": "brought_back",
    "key_without_n": "brought_back",
    "merged_taken_for_done": "folded",
    "no_twin_guard": "same_words",
    "edits_do_not_wait": "edit_served_late",
    "edits_not_noted": "edit_served_late",
    "edits_into_twins": "edited_into_a_twin",
    "person_taken_for_us": "cancelled_while_parked",
    "delete_forgotten_too_soon": "removed_and_back",
    "no_parking": "nobody_comes_back",
    "delete_before_create": "swapped",
    "parked_jobs_left_behind": "edited_while_parked",
    "old_job_not_asked_after": "let_go_while_replaced",
    "replace_never_resumed": "split_and_killed",
    "fan_out_does_not_wait": "split_and_left",
    "orphans_deleted": "orphaned_copy",
    "copies_deleted": "copied",
    "empty_list_believed": "unreadable_list",
    "first_page_believed": "long_list",
    "prefix_without_delimiter": "neighbour",
    "history_not_read": "published_then_lost",
    "success_not_remembered": "published_long_ago",
    "success_under_another_address_ignored": "split_after_publishing",
    "bad_file_taken_for_deleted": "broken_over_its_moment",
    "cancelled_by_a_person_made_again": "cancelled",
    "gone_from_the_list_made_again": "listed_late",
    "second_job_left_alone": "parked_one_let_go",
    "missed_taken_for_archive": "refused",
    "failure_taken_for_success": "half_failed",
    "lease_ignored": "two_runners",
    "recording_overwrites": "frozen_at_its_record",
    "no_compare_and_swap": "frozen_at_its_record",
    "record_given_up": "one_create_older",
    "drift_taken_for_an_edit": "drifted",
    "edits_not_sent": "edited_text",
    "partly_failed_taken_for_published": "half_failed",
    "last_apply_not_noted": "added_and_missed",
}
"""Mutant to the trap that it falls into."""


def caught(name: str, patch: pytest.MonkeyPatch) -> list[str]:
    """What comes of a mutant in its trap; nothing, where nobody notices."""
    MUTANTS[name](patch)
    try:
        return sprung(TRAPS[CAUGHT_BY[name]])
    except (AssertionError, KeyError) as error:
        return [f"the engine itself notices: {error!r}"]


@pytest.mark.parametrize("name", TRAPS)
def test_whole_protocol(name: str) -> None:
    """Nothing is wrong where nothing is broken: otherwise falling into a trap would prove nothing."""
    assert sprung(TRAPS[name]) == []


def test_every_mutant_has_its_trap() -> None:
    assert CAUGHT_BY.keys() == MUTANTS.keys()


def test_the_table_for_readers_has_them_all() -> None:
    rows = [line.split("|") for line in TABLE.read_text().splitlines() if line.startswith("| `")]
    assert {row[1].strip(" `"): row[2].strip(" `") for row in rows} == CAUGHT_BY


@pytest.mark.parametrize("name", CAUGHT_BY)
def test_mutant(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caught(name, monkeypatch)
