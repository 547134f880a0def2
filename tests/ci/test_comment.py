import json

import pytest

from contentsync.ci.comment import BOT
from contentsync.ci.comment import Marker
from contentsync.ci.comment import Sticky
from contentsync.ci.comment import Written
from contentsync.ci.comment import is_same
from contentsync.ci.comment import marked
from contentsync.ci.comment import marker_of
from contentsync.ci.comment import numbers_of
from contentsync.ci.github import GitHub
from contentsync.ci.github import Refusal

from .forge import Forge
from .forge import pull

MARKER = Marker("default", "abc", "d1", ("launch@acme",))


def test_a_marker_is_read_back() -> None:
    text = marked(MARKER, "body")
    first, rest = text.split("\n", 1)
    assert first == '<!-- contentsync:v1 {"key":"default","sha":"abc","plan":"d1","posts":["launch@acme"]} -->'
    assert rest == "body"
    assert marker_of(text.replace("\n", "\r\n")) == MARKER


def test_nothing_in_a_marker_ends_it() -> None:
    marker = Marker("default", posts=("a-->\n<script>@acme",))
    first, _ = marked(marker, "body").split("\n", 1)
    assert first.count(">") == 1
    assert marker_of(first) == marker


def test_a_marker_stays_short() -> None:
    marker = Marker("default", posts=tuple(f"campaign/post-{number}@acme" for number in range(5_000)))
    first, _ = marked(marker, "body").split("\n", 1)
    kept = marker_of(first)
    assert len(first) < 4_200
    assert kept is not None
    assert kept.posts == marker.posts[: len(kept.posts)]
    assert len(kept.posts) > 100


@pytest.mark.parametrize(
    "text", [None, "", "words", "<!-- contentsync:v1 {} -->", "<!-- contentsync:v1 [ -->", "<!-- contentsync:v1 "]
)
def test_what_is_no_marker(text: str | None) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("old", "same"),
    [
        (marked(MARKER, "see https://github.com/a/b/actions/runs/12#artifacts\n"), True),
        (marked(Marker("default"), "see https://github.com/a/b/actions/runs/99#artifacts").replace("\n", "\r\n"), True),
        (marked(MARKER, "see nothing"), False),
        (None, False),
    ],
)
def test_what_says_the_same(old: str | None, same: bool) -> None:
    assert is_same(old, marked(MARKER, "see https://github.com/a/b/actions/runs/13#artifacts\n")) is same


def test_it_is_begun_once_and_kept(forge: Forge, github: GitHub) -> None:
    for number in range(120):
        forge.add_comment(7, f"talk {number}", "ann")
    sticky = Sticky(github, "default")
    assert sticky.write(7, MARKER, "one", is_needed=False) is Written.NOT_NEEDED
    assert sticky.write(7, MARKER, "one", is_needed=True) is Written.CREATED
    assert sticky.write(7, MARKER, "one", is_needed=True) is Written.UNCHANGED
    assert sticky.write(7, MARKER, "two", is_needed=False) is Written.UPDATED
    assert [len(forge.comments[7]), forge.comments[7][-1]["body"]] == [121, marked(MARKER, "two")]
    assert sum(1 for each in forge.asked if each.path == "/user") == 1


def test_where_no_plan_could_be_made_the_posts_are_still_known(forge: Forge, github: GitHub) -> None:
    sticky = Sticky(github, "default")
    sticky.write(7, MARKER, "one", is_needed=True)
    sticky.write(7, Marker("default", "def"), "no plan", is_needed=False)
    assert marker_of(forge.comments[7][0]["body"]) == Marker("default", "def", posts=MARKER.posts)
    sticky.write(7, Marker("default", "def", "d2"), "nothing changes", is_needed=False)
    assert marker_of(forge.comments[7][0]["body"]) == Marker("default", "def", "d2")


def test_each_key_has_its_own(forge: Forge, github: GitHub) -> None:
    for key in ("a", "b"):
        assert Sticky(github, key).write(7, MARKER, key, is_needed=True) is Written.CREATED
    assert [json.loads(each["body"].split(" ", 2)[2].split(" -->")[0])["key"] for each in forge.comments[7]] == [
        "a",
        "b",
    ]


def test_nobody_elses_is_taken(forge: Forge, github: GitHub) -> None:
    forge.add_comment(7, marked(MARKER, "mine"), "mallory")
    assert Sticky(github, "default").find(7) is None


def test_a_persons_token_goes_on_where_the_workflows_began(forge: Forge, github: GitHub) -> None:
    forge.login = "ann"
    first, second = (
        forge.add_comment(7, marked(MARKER, "mine"), BOT),
        forge.add_comment(8, marked(MARKER, "mine"), "ann"),
    )
    for number, comment in ((7, first), (8, second)):
        found = Sticky(github, "default").find(number)
        assert found is not None
        assert not isinstance(found, Refusal)
        assert found.id == comment["id"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_refusals_come_through(forge: Forge, github: GitHub, method: str) -> None:
    forge.fail(method, "comments", 404)
    assert Sticky(github, "default").write(7, MARKER, "one", is_needed=True) == Refusal(404, "Not Found")


def test_a_refused_update(forge: Forge, github: GitHub) -> None:
    forge.add_comment(7, marked(MARKER, "one"))
    forge.fail("PATCH", "comments", 422)
    assert Sticky(github, "default").write(7, MARKER, "two", is_needed=True) == Refusal(422, "Validation Failed")


def test_only_what_was_merged_is_told(forge: Forge, github: GitHub) -> None:
    forge.pulls = {"a": [pull(7), {**pull(8), "merged_at": None}], "b": [pull(7), pull(9)]}
    assert numbers_of(github, ["a", "b", "c"]) == [7, 9]
    forge.fail("GET", "/commits/a", 403)
    assert numbers_of(github, ["a"]) == []
