"""For every problem of networks, media and accounts a post that has it, and one that almost has: `edges/*.yaml`.

`fires` and `almost` are posts; `beside` are others that are there with either, `files` the media by recipes
(`tests/corpus/recipes.py`), `settings` what contentsync.yaml has besides. What only a service can tell is found in a
plan: `switches` are those of the sandbox, `account` is what the profile has. `<281 characters>` and its like stand for
so much text.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentsync.model.codes import CODES
from contentsync.model.delivery import Desired
from contentsync.settings import Flags
from contentsync.settings import load
from contentsync.workspace import open_workspace
from tests.corpus.recipes import make
from tests.engine.world import World
from tests.rules.test_text import words

EDGES = [
    case
    for file in sorted((Path(__file__).parent / "edges").glob("*.yaml"))
    for case in yaml.safe_load_all(file.read_text(encoding="utf-8"))
]
KEYS = {"code", "fires", "almost", "beside", "files", "settings", "switches", "account"}
SETTINGS = {
    "namespace": "acme-social-k3f9xa",
    "defaults": {"profile": "acme", "timezone": "Europe/Madrid", "publish_at": "2027-03-02 09:00"},
}
FILLERS: dict[str, Callable[[int], str]] = {
    "characters": words,
    "hashtags": lambda count: " ".join(f"#tag{number}" for number in range(count)),
    "links": lambda count: " ".join(f"https://example.com/{number}" for number in range(count)),
    "mentions": lambda count: " ".join(f"@guest{number}" for number in range(count)),
}
_FILLER = re.compile(rf"<(\d+) ({'|'.join(FILLERS)})>")


def written(post: dict[str, Any]) -> str:
    """The post as a file has it."""
    return _FILLER.sub(lambda found: FILLERS[found[2]](int(found[1])), json.dumps(post, ensure_ascii=False))


def read(root: Path, case: dict[str, Any], side: str) -> Desired:
    """What a repository of that post, and of those beside it, says."""
    posts = {"launch": written(case[side])}
    posts |= {f"beside-{number}": written(post) for number, post in enumerate(case.get("beside", []))}
    (root / "contentsync.yaml").write_text(json.dumps(SETTINGS | case.get("settings", {})), encoding="utf-8")
    (root / "content").mkdir()
    for name, text in posts.items():
        (root / "content" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for name, recipe in case.get("files", {}).items():
        if any(name.partition("/")[0] in text for text in posts.values()):
            make(root / "content" / name, recipe)
    with open_workspace(load(root, {}, Flags())) as workspace:
        return workspace.checked()


def planned(root: Path, case: dict[str, Any], desired: Desired) -> set[str]:
    """The codes of a plan, those of posts that wait included."""
    world = World(root, **case.get("switches", {}))
    if "account" in case:
        world.sandbox.change_account({"profile": "acme", **case["account"]})
    world.files = desired
    plan = world.plan().plan
    world.sandbox.close()
    return {each.code for each in (*plan.problems, *plan.changes)} - {""}


def told(root: Path, case: dict[str, Any], side: str) -> set[str]:
    """The codes of everything that is said of that post and those beside it."""
    desired = read(root, case, side)
    codes = {problem.code for problem in desired.problems}
    if case["code"] < "CS500":
        return codes
    assert codes == set()
    return planned(root, case, desired)


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case["code"])
def test_fires(case: dict[str, Any], tmp_path: Path) -> None:
    assert told(tmp_path, case, "fires") == {case["code"]}


@pytest.mark.parametrize("case", EDGES, ids=lambda case: case["code"])
def test_almost(case: dict[str, Any], tmp_path: Path) -> None:
    """Of the free plan's uploads each plan on it speaks."""
    assert told(tmp_path, case, "almost") <= ({"CS503"} if case["code"] == "CS510" else set())


def test_every_code_has_both() -> None:
    codes = {case["code"] for case in EDGES}
    lacking = [code for code in CODES if "CS300" < code < "CS600" and code not in codes]
    assert lacking == [], f"write {lacking} into tests/rules/edges, like the others"
    assert codes <= CODES.keys()
    assert all({"code", "fires", "almost"} <= case.keys() <= KEYS for case in EDGES)
    assert all(case["fires"] != case["almost"] for case in EDGES)
