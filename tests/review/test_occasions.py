from typing import Any

from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.delivery import Delivery
from contentsync.model.remote import Job
from contentsync.review.agenda import agenda_screen
from contentsync.review.material import Material
from contentsync.review.occasions import SIGNS
from contentsync.review.occasions import Kind
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.paint import Paint
from contentsync.review.rows import plan_rows

from .campaign import HEADER
from .campaign import NOW
from .campaign import PLAN
from .campaign import at
from .campaign import change
from .campaign import delivery

DRAFT = delivery("poetry", at(12, 2, 8), text="A poem a day")
STRANGER = Job(job_id="j1", scheduled_at=at(12, 3, 9), profile="acme", platforms=("x",), title="By hand")


def material(plan: Plan = PLAN, changed: frozenset[str] | None = None, **more: Any) -> Material:
    return Material(rows=plan_rows(plan, HEADER), plan=plan, changed=changed, **more)


def found(*wanted: Any, **more: Any) -> dict[str, Occasion]:
    plan = Plan(changes=wanted, now=NOW) if wanted else PLAN
    return {each.address: each for each in occasions(material(plan, **more))}


def test_each_kind() -> None:
    kinds = {name: each.kind for name, each in found(drafts=(DRAFT,), strangers=(STRANGER,)).items()}
    assert kinds == {
        "teaser": Kind.EDITED,
        "webinar": Kind.MOVED,
        "poetry": Kind.DRAFT,
        "j1": Kind.UNMANAGED,
        "black-friday-3": Kind.CANCELLED,
        "podcast-12": Kind.WAITING,
        **{f"post-{number}": Kind.UNCHANGED for number in range(7)},
        "winter-launch": Kind.NEW,
    }


def test_every_kind_has_a_sign_of_its_own() -> None:
    assert SIGNS.keys() == set(Kind)
    assert len({sign for sign, _ in SIGNS.values()}) == len(Kind)


def test_soonest_first_and_what_has_no_moment_last() -> None:
    on_merge = replace(delivery("now", NOW), publish_at=None)
    wanted = replace(change(Action.CREATE, on_merge, "22", "new"), at=None)
    listed = occasions(material(Plan(changes=(wanted, *PLAN.changes), now=NOW)))
    moments = [each.at for each in listed[:-1]]
    assert moments == sorted(moments)
    assert (listed[-1].address, listed[-1].at) == ("now", None)


def test_a_moved_one_knows_its_old_slot() -> None:
    assert found()["webinar"].was_at == at(11, 30, 9)
    assert found()["winter-launch"].was_at is None


def test_what_went_out_and_what_is_no_part_of_a_calendar() -> None:
    out = change(Action.NONE, delivery("out", at(11, 1, 8)), "9", "published")
    old = change(Action.NONE, delivery("old", at(1, 1, 8)), "22", "archive")
    forgotten = change(Action.FORGET, delivery("gone", at(11, 1, 8)), "7", "published, file removed")
    dead = replace(change(Action.NONE, delivery("dead", NOW), "8", "not wanted", delivery=None), at=None)
    assert {name: each.kind for name, each in found(out, old, forgotten, dead).items()} == {"out": Kind.PUBLISHED}


def test_what_waits_by_itself_waits() -> None:
    later = replace(change(Action.NONE, delivery("far", at(12, 1, 8)), "22", "waits until 2028"), is_waiting=True)
    assert found(later)["far"].kind is Kind.WAITING


def test_words_by_which_a_post_is_known() -> None:
    def words(wanted: Delivery) -> str:
        return found(change(Action.CREATE, wanted, "22", "new"))["one"].words

    when = at(12, 1, 8)
    assert words(delivery("one", when, title="Headline", text="Text")) == "Headline"
    assert words(delivery("one", when, text="Text")) == "Text"
    assert words(delivery("one", when, texts={"x": "On X"})) == "On X"
    assert words(delivery("one", when)) == ""


def test_what_comes_from_the_branch() -> None:
    listed = found(changed=frozenset({"webinar@acme", "poetry@acme"}), drafts=(DRAFT,), strangers=(STRANGER,))
    assert {name for name, each in listed.items() if each.is_from_branch} == {"webinar", "poetry"}


def test_the_agenda() -> None:
    on_merge = replace(delivery("now\x1b[2J", NOW, text="Line\nline"), publish_at=None)
    wanted = replace(change(Action.CREATE, on_merge, "22", "new"), at=None)
    plan = Plan(changes=(wanted, *PLAN.changes[:3]), now=NOW)
    screen = agenda_screen(material(plan, drafts=(replace(DRAFT, text="word " * 30),)), Paint(False), 76)
    assert screen.splitlines() == [
        "Sat 28 Nov",
        "  18:00 ~ teaser          instagram tiktok  (edited)",
        "",
        "Tue 1 Dec",
        "  10:00 > webinar         bluesky  (moved)  Join us on Tuesday at 10",
        "",
        "Wed 2 Dec",
        "  09:00 ? poetry          x  (draft)  " + ("word " * 7).strip() + " wo…",
        "",
        "Fri 4 Dec",
        "  09:00 - black-friday-3  x  (cancelled)",
        "",
        "When first applied",
        "        + now\\x1b[2J      x  (new)  Line⏎line",
        "",
        "Plan: 1 to schedule, 1 to edit, 1 to re-create, 1 to cancel.",
    ]


def test_a_cancelled_post_is_what_the_base_says_of_it() -> None:
    was = replace(delivery("sale", at(12, 4, 8), text="Half price"), timezone="Asia/Tokyo")
    gone = change(Action.DELETE, was, "6", "file removed", delivery=None, before=Fields(title="Half pr"))
    assert found(gone)["sale"].words == "Half pr"
    shown = found(gone, withdrawn={was.address: was})["sale"]
    assert (shown.kind, shown.words, shown.delivery, shown.zone) == (Kind.CANCELLED, "Half price", was, "Asia/Tokyo")
