"""The formats of `validate`, a baseline, and `--since`, from the command line on."""

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from contentsync.cli.docs import address
from contentsync.cli.problem_formats import FORMATS

from .conftest import Contentsync

BASELINE = "contentsync.baseline.json"
HOSTILE = "::error::forged ]]> <b> {0} [a](https://b.de) %0A \x7f"


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=A", "-c", "user.email=a@acme.dev")
    subprocess.run(["git", *author, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def bad(posts: Path) -> Path:
    """One error and one warning besides the good post."""
    (posts / "content/a.yaml").write_text("publish_at: 2027-03-28 02:30\nplatforms: [x]\ntext: hello\n")
    (posts / "content/b.yaml").write_text(
        "publish_at: 2027-03-01 10:00\nplatforms: [x]\ntext: See https://example.com\n"
    )
    return posts


def test_every_format_says_the_same(contentsync: Contentsync, bad: Path) -> None:
    for name in FORMATS:
        ran = contentsync("validate", "--format", name)
        assert (ran.code, ran.err) == (1, ""), name
        assert ran.out.count("CS207") >= 1, name
        assert ran.out.count("CS310") >= 1, name


def test_text_is_what_it_is_without_a_format_and_json_what_it_is_with_json(contentsync: Contentsync, bad: Path) -> None:
    assert contentsync("validate", "--format", "text") == contentsync("validate")
    assert contentsync("validate", "--format", "json") == contentsync("validate", "--json")
    assert contentsync("validate", "--format", "json", "--json").code == 1
    document = json.loads(contentsync("validate", "--json").out)
    assert (document["posts"], document["known"], document["gone"]) == (3, 0, 0)
    assert [problem["code"] for problem in document["problems"]] == ["CS207", "CS310"]


def test_github(contentsync: Contentsync, bad: Path) -> None:
    error, warning = contentsync("validate", "--format", "github").out.splitlines()
    assert error.startswith("::error file=content/a.yaml,line=1,col=13,title=CS207 time-does-not-exist::")
    assert warning.startswith("::warning file=content/b.yaml,line=3,col=11,title=CS310 x-removes-links::")


def test_junit_has_a_case_for_each_file(contentsync: Contentsync, bad: Path) -> None:
    (suite,) = Xml.fromstring(contentsync("validate", "--format", "junit").out)
    assert [(case.get("name"), len(case)) for case in suite] == [
        ("content/a.yaml", 1),
        ("content/b.yaml", 1),
        ("content/launch.yaml", 0),
    ]


def test_sarif(contentsync: Contentsync, bad: Path) -> None:
    (run,) = json.loads(contentsync("validate", "--format", "sarif").out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["CS207", "CS310"]


@pytest.mark.parametrize("name", FORMATS)
def test_without_problems(contentsync: Contentsync, posts: Path, name: str) -> None:
    ran = contentsync("validate", "--format", name)
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_words_of_a_post_stay_words(contentsync: Contentsync, posts: Path, name: str) -> None:
    file = posts / "content" / f"{HOSTILE.replace('/', '')}\n::error::forged.yaml"
    file.write_text(f"platforms: [x]\npublish_at: on-merge\n{json.dumps(HOSTILE)}: 1\n")
    ran = contentsync("validate", "--format", name)
    assert ran.code == 1
    assert not [line for line in ran.out.splitlines() if line.startswith("::error::")]
    assert all(line.isprintable() for line in ran.out.splitlines())


def test_what_excludes_each_other(contentsync: Contentsync, posts: Path) -> None:
    assert "say one of --json and --format sarif" in contentsync("validate", "--json", "--format", "sarif").out
    for words in (("--format", "json"), ("--since", "HEAD"), ("content",), ("--json",)):
        ran = contentsync("validate", "--write-baseline", *words)
        assert ran.code == 1
        assert "--write-baseline takes all problems" in ran.err + ran.out


def test_an_error_of_the_settings_is_a_document_too(contentsync: Contentsync, posts: Path) -> None:
    (posts / "contentsync.yaml").write_text("namespace: A\n")
    assert "error" in json.loads(contentsync("validate", "--format", "json").out)


def test_a_baseline_is_not_counted_and_not_shown(contentsync: Contentsync, bad: Path) -> None:
    ran = contentsync("validate", "--write-baseline")
    assert ran == (0, f"Wrote {BASELINE}: 2 problems known from now on. Commit it.\n", "")
    written = (bad / BASELINE).read_text()
    assert contentsync("validate") == (0, "3 posts read: no problems; 2 known, in the baseline.\n", "")
    verbose = contentsync("validate", "-v").out
    assert verbose.startswith(f"Known, in {BASELINE}:\n\nerror CS207 content/a.yaml:1:13")
    assert "CS310" in verbose
    document = json.loads(contentsync("validate", "--json").out)
    assert (document["problems"], document["known"]) == ([], 2)
    assert contentsync("validate", "--format", "github").out == ""
    contentsync("validate", "--write-baseline")
    assert (bad / BASELINE).read_text() == written


def test_what_is_new_counts_whatever_is_known(contentsync: Contentsync, bad: Path) -> None:
    contentsync("validate", "--write-baseline")
    path = bad / "content/a.yaml"
    path.write_text(f"# Moved down a line.\n{path.read_text()}")
    assert contentsync("validate").code == 0
    path.write_text(path.read_text().replace("02:30", "02:45"))
    ran = contentsync("validate")
    assert ran.code == 1
    assert "error CS207 content/a.yaml:2:13" in ran.out
    assert ran.out.endswith(
        "3 posts read: 1 error; 1 known, in the baseline.\n"
        f"1 problem of {BASELINE} no longer there. Take them out: contentsync validate --write-baseline\n"
    )
    assert "no longer there" not in contentsync("validate", "content").out


def test_a_baseline_that_is_broken_is_written_anew(contentsync: Contentsync, bad: Path) -> None:
    (bad / BASELINE).write_text("<<<<<<< HEAD\n")
    ran = contentsync("validate")
    assert (ran.code, ran.out) == (1, "")
    assert "contentsync validate --write-baseline writes it anew" in ran.err
    assert contentsync("validate", "--write-baseline").code == 0
    assert contentsync("validate").code == 0


def test_plan_and_apply_are_quiet_about_what_is_known_and_block_it_all_the_same(
    contentsync: Contentsync, bad: Path
) -> None:
    assert contentsync("plan", "--sandbox").code == 1
    contentsync("validate", "--write-baseline")
    ran = contentsync("plan", "--sandbox")
    assert ran.code == 0
    assert "CS207" in ran.out
    assert "CS310" not in ran.out
    assert "Plan: 2 to schedule. 1 error, whose posts are left alone." in ran.out
    applied = contentsync("apply", "--sandbox", "--auto-approve", "--json")
    assert applied.code == 0
    assert {change["address"] for change in json.loads(applied.out)["changes"]} == {"b", "launch"}


def test_since_says_only_what_a_branch_bears_on(contentsync: Contentsync, bad: Path) -> None:
    git(bad, "add", ".")
    git(bad, "commit", "-q", "-m", "one")
    git(bad, "tag", "before")
    assert contentsync("validate", "--since", "before") == (0, "3 posts read: no problems.\n", "")
    (bad / "content/c.yaml").write_text("text: hello\ntxt: hello\n")
    ran = contentsync("validate", "--since", "before")
    assert ran.code == 1
    assert "content/c.yaml:2:1" in ran.out
    assert "content/a.yaml" not in ran.out
    assert contentsync("validate", "--since", "before", "content/b.yaml").code == 0
    (bad / "content/_defaults.yaml").write_text("labels: [spring]\n")
    assert "content/a.yaml" in contentsync("validate", "--since", "before").out


def test_since_a_commit_that_is_not_there(contentsync: Contentsync, bad: Path) -> None:
    ran = contentsync("validate", "--since", "origin/main")
    assert (ran.code, ran.out) == (1, "")
    assert "git knows no commit origin/main here" in ran.err


def test_where_the_docs_are_published() -> None:
    links = ["Homepage, https://example.com", "Documentation, https://example.com/docs"]
    assert address(links) == "https://example.com/docs"
    assert address(links[:1]) == ""
