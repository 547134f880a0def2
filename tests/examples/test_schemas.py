"""The schemas in the repository: two implementations find the examples valid, and what is broken not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from contentsync.content.documents import read
from contentsync.content.frontmatter import read_markdown
from contentsync.content.keys import NAMES

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
PROGRAM = Path(sys.executable).with_name("contentsync")


def schema(name: str) -> dict[str, Any]:
    found = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def verdicts(name: str, value: Any) -> tuple[bool, bool]:
    """Whether it is valid, by each."""
    rules = schema(name)
    kind = jsonschema.validators.validator_for(rules)
    kind.check_schema(rules)
    return kind(rules).is_valid(value), bool(jsonschema_rs.validator_for(rules).is_valid(value))


def documents(path: Path) -> list[Any]:
    raw = path.read_bytes()
    reading = read_markdown(raw, NAMES) if path.suffix == ".md" else read(raw, NAMES)
    return [post.values for post in reading.posts]


def written() -> list[tuple[str, str, Any]]:
    """(schema, file, value) for everything that people write in the examples."""
    posts = [path for path in (EXAMPLES / "content").rglob("*") if path.suffix in (".yaml", ".md")]
    kinds = [("defaults" if path.name == "_defaults.yaml" else "post", path) for path in sorted(posts)]
    kinds.append(("settings", EXAMPLES / "contentsync.yaml"))
    return [(kind, str(path.relative_to(EXAMPLES)), value) for kind, path in kinds for value in documents(path)]


WRITTEN = written()


@pytest.mark.parametrize(("kind", "file", "value"), WRITTEN, ids=[file for _, file, _ in WRITTEN])
def test_an_example_is_valid(kind: str, file: str, value: Any) -> None:
    assert verdicts(kind, value) == (True, True), file


WHOLE = {"publish_at": "2027-03-01 09:00", "platforms": ["x"], "text": "Words."}
BROKEN: dict[str, tuple[str, Any]] = {
    "unknown key": ("post", {**WHOLE, "caption": "Words."}),
    "unknown network": ("post", {**WHOLE, "platforms": ["myspace"]}),
    "unknown option": ("post", {**WHOLE, "platforms": {"x": {"reply_setting": "following"}}}),
    "value of an option": ("post", {**WHOLE, "platforms": {"x": {"reply_settings": "nobody"}}}),
    "draft that is a word": ("post", {**WHOLE, "draft": "yes"}),
    "id with a space": ("post", {**WHOLE, "id": "two words"}),
    "medium without a source": ("post", {**WHOLE, "media": [{"alt": "A boat"}]}),
    "a post that is a text": ("post", "Words."),
    "an id for all": ("defaults", {"id": "one"}),
    "no namespace": ("settings", {"defaults": {"profile": "acme"}}),
    "namespace with capitals": ("settings", {"namespace": "Acme"}),
    "unknown store": ("settings", {"namespace": "acme-k3f9xa", "state": {"store": "cloud"}}),
    "span that is none": ("settings", {"namespace": "acme-k3f9xa", "windows": {"lead": "soon"}}),
    "a plan without changes": ("plan", {"format_version": 1}),
    "a state without a namespace": ("state", {"format": 1}),
}


@pytest.mark.parametrize(("kind", "value"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_not_valid(kind: str, value: Any) -> None:
    assert verdicts(kind, value) == (False, False)


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(EXAMPLES, folder / "examples", ignore=shutil.ignore_patterns(".contentsync", "*.py"))
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder / "examples"


def printed(folder: Path, *words: str) -> Any:
    done = subprocess.run([PROGRAM, *words], cwd=folder, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_what_is_printed_and_kept_is_valid(clone: Path) -> None:
    assert verdicts("plan", printed(clone, "plan", "--sandbox", "--json")) == (True, True)
    assert verdicts("plan", printed(clone, "apply", "--sandbox", "--auto-approve", "--json")) == (True, True)
    assert verdicts("plan", printed(clone, "plan", "--sandbox", "--json")) == (True, True)
    state = json.loads((clone / ".contentsync" / "sandbox" / "state.json").read_text(encoding="utf-8"))
    assert len(state["posts"]) == 16
    assert verdicts("state", state) == (True, True)
