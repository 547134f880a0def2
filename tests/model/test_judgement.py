from contentsync.model.codes import CODES
from contentsync.model.judgement import END
from contentsync.model.judgement import Ignore
from contentsync.model.judgement import Judgement
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity

LINKS = Problem("a.yaml", 4, 7, "CS310", "X removes links", severity=Severity.WARNING)
LONG = Problem("a.yaml", 4, 7, "CS320", "too long")


def ignore(*codes: str, first: int = 4, last: int = 4, file: str = "a.yaml") -> Judgement:
    return Judgement(ignores=(Ignore(file, 3, 1, codes, first, last),))


def test_without_any_everything_stays_as_it_is() -> None:
    assert Judgement().of([LINKS, LONG]) == [LINKS, LONG]


def test_severities_of_the_settings() -> None:
    found = Judgement({"CS310": "error", "CS320": "warning"}).of([LINKS, LONG])
    assert [problem.severity for problem in found] == [Severity.ERROR, Severity.WARNING]
    assert Judgement({"CS310": "off", "CS320": "error"}).of([LINKS, LONG]) == [LONG]


def test_a_comment_covers_its_lines_its_file_and_its_codes() -> None:
    assert ignore("CS310").of([LINKS, LONG]) == [LONG]
    assert ignore("CS310", "CS320", first=0, last=END).of([LINKS, LONG]) == []
    for other in (ignore("CS310", first=5, last=9), ignore("CS310", first=0, last=3), ignore("CS310", file="b.yaml")):
        assert other.of([LINKS, LONG]) == [LINKS, LONG]


def test_what_the_settings_made_an_error_can_be_ignored_where_it_is_right() -> None:
    judgement = Judgement({"CS310": "error"}, ignore("CS310").ignores)
    assert judgement.of([LINKS]) == []
    assert judgement.is_ignored(LINKS)


def test_nothing_of_reading_a_file_or_of_its_keys_can_be_lowered_but_what_says_so() -> None:
    lowered = {code for code, each in CODES.items() if each.may_be_lowered and code < "CS310"}
    assert lowered == {"CS111", "CS114", "CS116", "CS213"}
    assert not any(
        CODES[code].may_be_lowered for code in ("CS401", "CS402", "CS403", "CS404", "CS405", "CS410", "CS413")
    )
    assert not any(CODES[code].may_be_lowered for code in ("CS501", "CS502", "CS505"))
