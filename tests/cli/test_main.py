import click
import pytest

from contentsync import __version__
from contentsync.cli.main import program
from contentsync.cli.verbs import ADVICE
from contentsync.cli.verbs import TRIED
from contentsync.cli.verbs import VERBS

from .conftest import Contentsync


def test_version(contentsync: Contentsync) -> None:
    for words in (["--version"], ["plan", "--version"], ["sandbox", "clock", "--version"]):
        assert contentsync(*words) == (0, f"contentsync {__version__}\n", "")


def test_help_lists_every_verb(contentsync: Contentsync) -> None:
    ran = contentsync("--help")
    assert ran.code == 0
    for name, verb in VERBS.items():
        assert f"  {name} " in ran.out
        assert verb.help_line in ran.out


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_explains_itself_with_examples(contentsync: Contentsync, name: str) -> None:
    ran = contentsync(name, "--help")
    assert ran.code == 0
    assert "Examples:" in ran.out
    for option in ("-C DIR", "--sandbox", "--json", "--quiet", "--no-color", "--verbose"):
        assert option in ran.out


@pytest.mark.parametrize(
    ("word", "answer"),
    [
        ("diff", "contentsync plan"),
        ("sync", "contentsync apply"),
        ("cancel", "set `draft: true` in the post or remove its file, then: contentsync apply"),
        ("delete", "remove the post's file, then: contentsync apply"),
        ("destroy", "remove the files of the posts, then: contentsync apply --allow-delete N"),
        ("explain", "contentsync show ADDRESS"),
        ("import-all", "contentsync import --all"),
        ("plna", "contentsync plan"),
        ("aply", "contentsync apply"),
        ("xyzzy", "contentsync --help lists them"),
    ],
)
def test_words_that_people_try_are_answered(contentsync: Contentsync, word: str, answer: str) -> None:
    assert contentsync(word) == (1, "", f"error: there is no verb `{word}`\nfix:   {answer}\n")


def test_what_is_answered_is_a_verb() -> None:
    assert {answer.split()[0] for answer in TRIED.values()} <= VERBS.keys()
    assert not VERBS.keys() & (TRIED.keys() | ADVICE.keys())


def test_no_word_at_all_is_help(contentsync: Contentsync) -> None:
    ran = contentsync()
    assert (ran.code, ran.err.startswith("Usage: contentsync [OPTIONS]")) == (1, True)
    assert contentsync("state").err.startswith("Usage: contentsync state")


@pytest.mark.parametrize("words", [("plan", "--nope"), ("resolve",), ("apply", "--allow-delete", "x"), ("schema",)])
def test_wrong_usage_is_exit_1_since_2_means_changes(contentsync: Contentsync, words: tuple[str, ...]) -> None:
    ran = contentsync(*words)
    assert ran.code == 1
    assert ran.err.startswith("error: ")
    assert f"fix:   contentsync {words[0]} --help" in ran.err


def test_a_folder_that_is_not_there(contentsync: Contentsync) -> None:
    ran = contentsync("-C", "/no/where", "plan")
    assert ran.code == 1
    assert "/no/where" in ran.err


def test_what_lifts_a_guard_has_a_property() -> None:
    """`tests/engine/test_options.py` proves of each that it lets through what it names: a new one needs that."""
    lifting = {option for option in options(program()) if option.startswith(("--allow", "--force", "--skip"))}
    assert lifting == {"--allow-delete"}


def options(command: click.Command) -> set[str]:
    """All there are, of all verbs."""
    found = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            verb = command.get_command(context, name)
            found |= options(verb) if verb else set()
    return found
