from collections.abc import Callable
from datetime import date

from msgspec.structs import replace

from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.review.agenda import agenda_screen
from contentsync.review.grid import LEAST_WIDTH
from contentsync.review.months import current
from contentsync.review.months import kinds
from contentsync.review.months import months
from contentsync.review.months import slots_of
from contentsync.review.occasions import Occasion
from contentsync.review.occasions import occasions
from contentsync.review.paint import Paint

from .campaign import HEADER
from .campaign import NOW
from .campaign import PLAN
from .campaign import at
from .campaign import change
from .campaign import delivery
from .test_occasions import DRAFT
from .test_occasions import STRANGER
from .test_occasions import material

ZONE = "Europe/Madrid"
FULL = material(PLAN, drafts=(DRAFT,), strangers=(STRANGER,))


def one(post_id: str, *when: int, rule: str = "16", action: Action = Action.NONE) -> Occasion:
    wanted = change(action, delivery(post_id, at(*when)), rule, "as wanted")
    return occasions(material(Plan(changes=(wanted,), now=NOW)))[0]


def test_only_months_that_have_something() -> None:
    assert [month.name for month in months(occasions(FULL), ZONE)] == ["November 2026", "December 2026", "March 2027"]


def test_a_moment_stands_on_its_day_in_the_zone_of_the_calendar() -> None:
    found = [one("late", 11, 30, 23)]
    assert [month.first for month in months(found, ZONE)] == [date(2026, 12, 1)]
    assert [month.first for month in months(found, "UTC")] == [date(2026, 11, 1)]


def test_weeks_begin_on_monday_and_are_whole() -> None:
    (month,) = months([one("a", 12, 10, 8)], ZONE)
    assert [len(week) for week in month.weeks] == [7] * 5
    assert month.weeks[0][0].date == date(2026, 11, 30)
    assert [day.is_outside for day in month.weeks[0]] == [True] + [False] * 6
    assert month.weeks[1][3].slots[0].occasion.address == "a"


def test_the_old_slot_of_a_moved_post() -> None:
    november, december, _ = months(occasions(FULL), ZONE)
    assert [(slot.occasion.address, slot.sign[0]) for slot in november.weeks[-1][0].slots] == [("webinar", "<")]
    assert ("<", "dim", "moved away") in kinds(slots_of(november))
    assert [slot.sign[0] for slot in december.weeks[0][1].slots] == [">"]
    assert "<" not in {sign for sign, _, _ in kinds(slots_of(december))}


def test_of_earlier_months_only_what_changes() -> None:
    out, this_month = one("out", 10, 31, 8, rule="9"), one("here", 11, 1, 8, rule="9")
    late = one("late", 10, 31, 8, rule="22", action=Action.HOLD)
    on_merge = replace(this_month, at=None)
    assert current([out, this_month, late, on_merge], ZONE, NOW) == (this_month, late, on_merge)


def test_what_is_left_out_is_counted() -> None:
    old = [change(Action.NONE, delivery(f"old-{n}", at(10, 1 + n, 8)), "9", "published") for n in range(2)]
    assert "   2 posts of earlier months not shown\n" in agenda_screen(
        material(Plan(changes=tuple(old), now=NOW)), Paint(False)
    )


def test_the_screen(golden: Callable[[str, str], None]) -> None:
    golden("review.txt", agenda_screen(FULL, Paint(False)))


def test_no_line_is_wider_than_the_terminal() -> None:
    for width in (80, 100, 200):
        assert max(map(len, agenda_screen(FULL, Paint(False), width).splitlines()[:-2])) <= width


def test_a_wide_terminal_has_room_for_names() -> None:
    assert "black-friday-3" in agenda_screen(FULL, Paint(False), 140).partition("Sat 28 Nov")[0]
    widest = max(map(len, agenda_screen(FULL, Paint(False), 1000).partition("Sat 28 Nov")[0].splitlines()))
    assert widest <= 140


def test_a_narrow_terminal_has_the_agenda_only() -> None:
    screen = agenda_screen(FULL, Paint(False), LEAST_WIDTH - 1)
    assert screen.startswith("Sat 28 Nov\n")


def test_a_full_day_shows_what_changes_first() -> None:
    quiet = [change(Action.NONE, delivery(f"a-{n}", at(12, 1, n)), "16", "as wanted") for n in range(4)]
    loud = change(Action.CREATE, delivery("z", at(12, 1, 9)), "22", "new")
    screen = agenda_screen(material(Plan(changes=(*quiet, loud), now=NOW)), Paint(False))
    grid = screen.partition("Tue 1 Dec")[0]
    assert [line.strip() for line in grid.splitlines() if "a-" in line or "z" in line] == ["· a-0", "· a-1", "+ z"]
    assert "… 2 more" in grid


def test_hostile_and_wide_names_keep_their_columns() -> None:
    bad = change(Action.CREATE, delivery("x\x1b[2J", at(12, 1, 8)), "22", "new")
    wide = change(Action.CREATE, delivery("東京東京東京", at(12, 2, 8)), "22", "new")
    screen = agenda_screen(material(Plan(changes=(bad, wide), now=NOW)), Paint(False))
    row = next(line for line in screen.splitlines() if "東京" in line)
    assert row == " " * 11 + "+ x\\x1b[2J + 東京東…"
    assert "\x1b" not in screen


def test_colours_change_no_column() -> None:
    painted = agenda_screen(FULL, Paint(True))
    plain = painted.replace("\x1b[0m", "")
    for code in ("1", "2", "31", "32", "33", "36", "1;31"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert painted != plain == agenda_screen(FULL, Paint(False))


def test_today_stands_in_brackets() -> None:
    header = replace(HEADER, now=at(11, 30, 23))
    grid = agenda_screen(replace(FULL, rows=replace(FULL.rows, header=header)), Paint(False))
    assert "[1]" in grid
    assert "[23]" not in grid
