from collections.abc import Callable

from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.notices import SANDBOX
from contentsync.review.paint import Paint
from contentsync.review.rows import plan_rows
from contentsync.review.terminal import plan_screen

from .campaign import CHANGES
from .campaign import HEADER
from .campaign import LINK_WARNING
from .campaign import NOW
from .campaign import PLAN
from .campaign import WEBINAR
from .campaign import change

Golden = Callable[[str, str], None]
PLAIN = Paint(False)


def test_the_plan_of_the_design(golden: Golden) -> None:
    golden("plan.txt", plan_screen(plan_rows(PLAN, HEADER, drafts=1), PLAIN))


def test_the_same_plan_in_colour(golden: Golden) -> None:
    golden("plan-colour.txt", plan_screen(plan_rows(PLAN, HEADER, drafts=1), Paint(True)))


def test_quiet_keeps_the_sum_only() -> None:
    text = plan_screen(plan_rows(PLAN, HEADER, drafts=1), PLAIN, is_quiet=True)
    assert text == ("Plan: 1 to schedule, 1 to edit, 1 to re-create, 1 to cancel. 1 waiting for you. 1 warning.\n")


def test_verbose_names_the_rules_and_counts_the_requests() -> None:
    text = plan_screen(plan_rows(PLAN, HEADER), PLAIN, is_verbose=True)
    assert "rule 19" in text
    assert "4 requests" in text


def test_a_sandbox_screen_says_so_first_and_last() -> None:
    lines = plan_screen(plan_rows(PLAN, replace(HEADER, is_sandbox=True, flag="--sandbox")), PLAIN).splitlines()
    assert lines[0] == lines[-1] == SANDBOX
    assert lines[-2].endswith("contentsync apply --sandbox")
    assert any("contentsync resolve --sandbox podcast-12 --restore" in line for line in lines)


def test_what_a_change_raises_is_said_once_and_a_warning_under_one_delivery_of_its_post() -> None:
    raised = Problem(
        "content/podcast-12.yaml", 1, 0, "CS606", "cancelled", severity=Severity.WARNING, post="podcast-12"
    )
    second = replace(CHANGES[3], address="winter-launch@bolt", profile="bolt")
    late = change(Action.NONE, WEBINAR, "17", "going out", code="CS601", hint="too late for this edit")
    changes = (*CHANGES[2:5], second, late)
    rows = plan_rows(Plan(changes=changes, now=NOW, problems=(LINK_WARNING, raised)), HEADER)
    text = plan_screen(rows, PLAIN)
    assert text.count("CS310") == 1
    assert "CS606" not in text
    assert text.endswith("1 waiting for you. 2 warnings.\n" + text.splitlines()[-1] + "\n")


def test_nothing_to_do() -> None:
    rows = plan_rows(Plan(changes=CHANGES[5:6], now=NOW), HEADER)
    text = plan_screen(rows, PLAIN)
    assert "   1 unchanged\n" in text
    assert "Plan: nothing to do.\n" in text
    assert text.endswith("Next out: post-0, in 16 days.\n")


def test_an_empty_repository_and_an_empty_schedule() -> None:
    text = plan_screen(plan_rows(Plan(changes=(), now=NOW), replace(HEADER, posts=0, jobs=0, results=0)), PLAIN)
    assert text.endswith("0 posts, 0 scheduled jobs, 0 results read in 1.1 s\n\nPlan: nothing to do.\n")


def test_errors_stand_with_their_line_and_what_to_do(golden: Golden) -> None:
    error = Problem("content/a.yaml", 3, 13, "CS204", "`tomorrow` is no date", "publish_at: 2026-12-01 09:00", post="a")
    rows = plan_rows(Plan(changes=(), now=NOW, problems=(error,)), HEADER)
    golden("plan-error.txt", plan_screen(rows, PLAIN, lambda file, line: "publish_at: tomorrow"))


def test_drift_says_who_changed_it() -> None:
    drift = change(Action.UPDATE, WEBINAR, "20", "put back", is_drift=True)
    text = plan_screen(plan_rows(Plan(changes=(drift,), now=NOW), HEADER), PLAIN)
    assert "changed in Upload-Post, not here: put back" in text


def test_a_change_without_a_moment() -> None:
    double = change(Action.HOLD, replace(WEBINAR, publish_at=None), "4", "copy", hint="cancel one", source=None)
    text = plan_screen(plan_rows(Plan(changes=(double,), now=NOW), HEADER), PLAIN)
    assert " ! waiting    webinar  bluesky\n              copy → cancel one\n" in text


def test_a_wait_that_ends_by_itself_is_no_alarm() -> None:
    later = change(Action.NONE, WEBINAR, "22", "waits: another job", hint="24 Nov 18:00Z", is_waiting=True)
    rows = plan_rows(Plan(changes=(later,), now=NOW), HEADER)
    assert rows.waiting == 0
    assert "   waiting    webinar  " in plan_screen(rows, PLAIN)


def test_what_a_post_says_cannot_steer_the_terminal() -> None:
    evil = replace(WEBINAR, post_id="a\x1b[2Jb", address="a\x1b[2Jb@acme")
    bad = change(Action.HOLD, evil, "20", "bell\x07", hint="\u202egnp.exe")
    text = plan_screen(plan_rows(Plan(changes=(bad,), now=NOW), HEADER), PLAIN)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "a\\x1b[2Jb" in text
