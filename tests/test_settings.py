"""contentsync.yaml, environment and flags: who wins, what is refused, and that the key shows itself nowhere."""

import copy
import os
import pickle
import traceback
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from contentsync import settings
from contentsync.model.errors import UserError
from contentsync.model.windows import Windows
from contentsync.settings import Flags
from contentsync.settings import Settings
from contentsync.settings.addresses import API_URL

MINIMAL = "namespace: acme-social-k3f9xa\n"
KEY = "very-secret-key"


def load(folder: Path, text: str = MINIMAL, environ: dict[str, str] | None = None, **flags: bool) -> Settings:
    (folder / "contentsync.yaml").write_text(text)
    return settings.load(folder, environ or {}, Flags(**flags))


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(UserError) as raised:
        load(folder, text)
    assert all(each.fix for each in raised.value.problems)
    return [f"{each.where} {each.code}" for each in raised.value.problems]


def test_what_holds_where_nothing_is_said(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert found.namespace == "acme-social-k3f9xa"
    assert (found.root, found.folder, found.file, found.content) == (
        tmp_path,
        tmp_path,
        "contentsync.yaml",
        "content",
    )
    assert found.api_url == "https://api.upload-post.com/api"
    assert (found.is_sandbox, found.is_sandbox_flag, found.is_ci, found.is_colored) == (
        False,
        False,
        False,
        True,
    )
    assert (found.drift, found.windows, found.x_links) == ("revert", Windows(), False)
    assert (found.store, found.state_path) == ("file", tmp_path / ".contentsync/state.json")
    assert found.cache == tmp_path / ".contentsync/cache"
    assert not found.api_key
    assert found.sandbox_now is None


def test_what_the_file_says(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """
        namespace: acme-social-k3f9xa
        defaults: {profile: acme, labels: null, variables: {who: Ann}}
        variables: {shop: here, who: Bob}
        content: posts/2027
        state: {store: git, path: elsewhere.json}
        api: {url: "https://example.com/api/"}
        drift: hold
        late: 1d2h
        windows: {freeze: 90s, lead: 10m, replace_lead: 1h30m, settle: null}
        x_links: [acme]
        sandbox: {now: 2027-03-01T09:00:00+01:00, plan: free}
        profiles: {acme: {}}
        problems: {CS310: error, CS426: off, CS425: null}
        """,
    )
    assert found.defaults == {"profile": "acme", "labels": None}
    assert found.variables == {"shop": "here", "who": "Ann"}
    assert (found.content, found.store, found.state_path) == (
        "posts/2027",
        "git",
        tmp_path / "elsewhere.json",
    )
    assert (found.api_url, found.drift, found.x_links) == ("https://example.com/api", "hold", ("acme",))
    assert found.windows == Windows(
        freeze=timedelta(seconds=90), replace_lead=timedelta(minutes=90), late=timedelta(days=1, hours=2)
    )
    assert found.sandbox_now == datetime(2027, 3, 1, 8, tzinfo=UTC)
    assert (found.sandbox, found.profiles) == ({"plan": "free"}, {"acme": {}})
    assert found.problems == {"CS310": "error", "CS426": "off"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("true", True), ("false", False), ("acme", ("acme",)), ("[a, b]", ("a", "b")), ("null", False)],
)
def test_x_links(tmp_path: Path, text: str, wanted: object) -> None:
    assert load(tmp_path, f"{MINIMAL}x_links: {text}\n").x_links == wanted


def test_the_environment_wins_over_the_file_and_a_flag_over_both(tmp_path: Path) -> None:
    text = MINIMAL + "api: {url: https://file.example}\nstate: {store: git}\n"
    environ = {"CONTENTSYNC_API_URL": "http://127.0.0.1:8000/api/", "CONTENTSYNC_STATE": "file:a/b.json"}
    found = load(tmp_path, text, environ)
    assert (found.api_url, found.store) == ("http://127.0.0.1:8000/api", "file")
    assert found.state_path == tmp_path / "a/b.json"
    flagged = load(tmp_path, text, environ, sandbox=True)
    assert (flagged.api_url, flagged.is_sandbox, flagged.is_sandbox_flag) == ("sandbox", True, True)
    assert load(tmp_path, text, {"CONTENTSYNC_STATE": "git"}).store == "git"


def test_the_sandbox_by_the_file_holds_no_real_key(tmp_path: Path) -> None:
    found = load(tmp_path, MINIMAL + "api: {url: sandbox}\n", {"UPLOAD_POST_API_KEY": KEY})
    assert (found.is_sandbox, found.is_sandbox_flag, found.api_key.reveal()) == (True, False, "")


def test_ci_and_color(tmp_path: Path) -> None:
    assert load(tmp_path, environ={"CI": "true"}).is_ci
    assert not load(tmp_path, environ={"CI": "false"}).is_ci
    assert not load(tmp_path, environ={"NO_COLOR": "1"}).is_colored
    assert not load(tmp_path, no_color=True).is_colored


def test_the_key_shows_itself_nowhere(tmp_path: Path) -> None:
    found = load(tmp_path, environ={"UPLOAD_POST_API_KEY": f" {KEY}\n"})
    assert found.api_key
    assert found.api_key.reveal() == KEY
    assert KEY not in f"{found} {found!r} {found.api_key} {found.api_key!r} {vars(Flags)} {[found.api_key]}"
    for write in (pickle.dumps, copy.deepcopy, msgspec.json.encode, msgspec.msgpack.encode):
        with pytest.raises(TypeError) as raised:
            write(found.api_key)
        assert KEY not in "".join(traceback.format_exception(raised.value))
    with pytest.raises(TypeError):
        vars(found.api_key).clear()


def test_it_is_found_upwards_to_the_repository(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    social = tmp_path / "social"
    deep = social / "content/a"
    deep.mkdir(parents=True)
    (social / "contentsync.yaml").write_text(MINIMAL)
    found = settings.load(deep, {}, Flags())
    assert (found.root, found.folder, found.file) == (tmp_path, social, "social/contentsync.yaml")
    assert found.content == "social/content"
    assert found.private == social / ".contentsync"


def test_it_is_not_looked_for_above_the_repository(tmp_path: Path) -> None:
    (tmp_path / "contentsync.yaml").write_text(MINIMAL)
    inner = tmp_path / "inner"
    (inner / ".git").mkdir(parents=True)
    with pytest.raises(UserError) as raised:
        settings.load(inner, {}, Flags())
    assert "contentsync init" in raised.value.fix


def test_it_is_nowhere(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no contentsync\.yaml"):
        settings.load(tmp_path, {}, Flags())


def test_a_file_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UserError, match="cannot be read: Permission denied"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "1:1 CS203"),
        ("[a]", "1:1 CS202"),
        ("namespace: abc\n---\nnamespace: abc\n", "1:1 CS202"),
        ("namespace: a: b", "1:13 CS101"),
        ("namespace: abc\nnamespace: abd", "2:1 CS102"),
        ("namespace: Abc", "1:12 CS202"),
        ("namespace: ab", "1:12 CS202"),
        ("namespace: abc\napi_key: x\nAPI-KEY: y", "2:1 CS201, 3:1 CS201"),
        ("namespace: abc\napi: {key: x}", "2:7 CS201"),
        ("namespace: abc\nnamspace: abc\nlate: soon\ndrift: no", "2:1 CS201, 3:7 CS202, 4:8 CS202"),
        ("namespace: abc\nwindows: [a]\nstate: file\nsandbox: [a]", "2:10 CS202, 3:8 CS202, 4:10 CS202"),
        ("namespace: abc\nstate: {store: s3}\nx_links: {a: b}", "2:16 CS202, 3:10 CS202"),
        ("namespace: abc\nproblems: [CS310]", "2:11 CS202"),
        ("namespace: abc\nproblems: {cs310: error, CS999: off, x: off}", "2:12 CS201, 2:26 CS201, 2:38 CS201"),
        ("namespace: abc\nproblems: {CS310: info, CS426: [off]}", "2:19 CS202, 2:32 CS202"),
        ("namespace: abc\nproblems: {CS101: error, CS401: warning, CS103: off}", "2:33 CS202, 2:49 CS202"),
        ("namespace: abc\ncontent: ..", "2:10 CS402"),
        ("namespace: abc\ncontent: .", "2:10 CS402"),
        ("namespace: abc\ncontent: /etc", "2:10 CS402"),
        ("namespace: abc\napi: {url: http://example.com}", "2:12 CS202"),
        ("namespace: abc\napi: {url: 'https://[x'}", "2:12 CS202"),
        ("namespace: abc\nsandbox: {now: 2027-03-01 09:00}", "2:16 CS204"),
        ("namespace: abc\nsandbox: {now: [1]}", "2:16 CS204"),
        ("namespace: abc\nwindows: {freeze: 20m}", "2:10 CS202"),
        ("namespace: abc\nwindows: {lead: true}", "2:17 CS202"),
        ("namespace: abc\ndefaults: {id: a, platforms: [x]}", "2:12 CS201, 2:30 CS202"),
        ("namespace: abc\ndefaults: {timezone: Madrid}", "2:22 CS206"),
        ("namespace: abc\ndefaults: {platforms: {x: {reply_settings: nobody}}}", "2:44 CS303"),
    ],
)
def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path, text: str, wanted: str) -> None:
    assert problems(tmp_path, text) == [f"contentsync.yaml:{each}" for each in wanted.split(", ")]


def test_what_makes_a_delivery_impossible_is_lowered_by_nobody(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        load(tmp_path, "namespace: abc\nproblems: {CS202: off}")
    (problem,) = raised.value.problems
    assert problem.message == "CS202 (wrong-type) is always an error: with it, nothing can be delivered"
    assert problem.fix == "Take CS202 out of `problems`."


def test_how_many_problems_there_are(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"contentsync\.yaml has a problem"):
        load(tmp_path, "namespace: A")
    with pytest.raises(UserError, match=r"contentsync\.yaml has 2 problems"):
        load(tmp_path, "namespace: abc\na: b\nc: d")


def test_what_is_wrong_in_the_environment(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="readable on the way"):
        load(tmp_path, environ={"CONTENTSYNC_API_URL": "http://example.com"})
    with pytest.raises(UserError, match="CONTENTSYNC_STATE"):
        load(tmp_path, environ={"CONTENTSYNC_STATE": "s3"})


def test_the_environment_is_read_in_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTSYNC_TEST", "here")
    found = settings.environment()
    assert found["CONTENTSYNC_TEST"] == "here"
    found["CONTENTSYNC_TEST"] = "changed"
    assert os.environ["CONTENTSYNC_TEST"] == "here"


BASE = b"namespace: acme-abc234\napi: {url: https://example.com/api}\nstate: {store: git}\n"


def based(tmp_path: Path, text: str, base: bytes | None) -> Settings:
    (tmp_path / "contentsync.yaml").write_text(text)
    asked = []

    def read(root: Path, path: str) -> bytes | None:
        asked.append((root, path))
        return base

    found = settings.load(tmp_path, {}, Flags(), read)
    assert asked == [(tmp_path.resolve(), "contentsync.yaml")]
    return found


def test_a_pull_request_does_not_choose_where_the_key_goes(tmp_path: Path) -> None:
    theirs = (
        "namespace: evil-abc234\napi: {url: https://evil.example/}\nstate: {store: file, path: /tmp/x}\n"
        "sandbox: {now: 2027-01-01T00:00:00Z}\ndefaults: {profile: acme}\n"
    )
    found = based(tmp_path, theirs, BASE)
    assert (found.namespace, found.api_url, found.store) == ("acme-abc234", "https://example.com/api", "git")
    assert (found.state_path, found.sandbox_now) == (tmp_path / ".contentsync/state.json", None)
    assert found.defaults == {"profile": "acme"}


def test_a_base_without_settings_trusts_none(tmp_path: Path) -> None:
    found = based(tmp_path, "namespace: acme-abc234\napi: {url: https://evil.example/}\n", None)
    assert (found.namespace, found.api_url) == ("acme-abc234", API_URL)


def test_a_base_with_a_problem_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="of the base has a problem"):
        based(tmp_path, "namespace: acme-abc234\n", b"namespace: [\n")


def test_what_older_settings_said_of_posts(tmp_path: Path) -> None:
    (tmp_path / "contentsync.yaml").write_text("namespace: acme-abc234\nx_links: true\n")
    found = settings.load(tmp_path, {}, Flags())
    older = settings.revised(found, b"namespace: other-abc234\nx_links: acme\ncontent: posts\nvariables: {name: Ada}\n")
    assert older is not None
    assert (older.namespace, older.x_links, older.content) == ("acme-abc234", ("acme",), "posts")
    assert older.variables == {"name": "Ada"}
    assert settings.revised(found, b"nonsense: 1\n") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("rules: {quiet_hours: at night}", "2:22 CS202"),
        ("rules: {blackout: [2026-12-24, 2026-02-30]}", "2:32 CS202"),
        ("rules: {spacing: soon}", "2:18 CS202"),
        ("rules: {spacings: 30m}", "2:9 CS201"),
        ("profiles: {acme: {rules: {blackout: Christmas}}}", "2:37 CS202"),
        ("profiles: {acme: {rules: [spacing]}}", "2:26 CS202"),
    ],
)
def test_house_rules_that_cannot_be_read(tmp_path: Path, text: str, wanted: str) -> None:
    assert problems(tmp_path, MINIMAL + text) == [f"contentsync.yaml:{wanted}"]


def test_house_rules(tmp_path: Path) -> None:
    text = "rules: {spacing: 30m, quiet_hours: 22:00-07:00}\nprofiles: {acme: {rules: {quiet_hours: null}}}\n"
    book = load(tmp_path, MINIMAL + text).rulebook
    assert book.everyone.spacing == book.of("acme").spacing == timedelta(minutes=30)
    assert book.everyone.quiet_hours is not None
    assert book.of("acme").quiet_hours is None


def test_a_key_that_stands_elsewhere_is_told_where(tmp_path: Path) -> None:
    with pytest.raises(UserError) as raised:
        load(tmp_path, f"{MINIMAL}spacing: 1h\nprofiles: {{acme: {{quiet_hours: 22:00-07:00}}}}\n")
    assert {each.fix for each in raised.value.problems} == {"It stands under `rules`."}
