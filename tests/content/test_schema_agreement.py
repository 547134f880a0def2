"""Two libraries and our own checks judge posts alike: believable ones, and what is made of them to be wrong."""

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import yaml

from contentsync.content import load
from contentsync.content.documents import read
from contentsync.content.frontmatter import read_markdown
from contentsync.content.keys import NAMES
from contentsync.content.schema import defaults_schema
from contentsync.content.schema import post_schema
from contentsync.content.schema import settings_schema
from contentsync.content.tree import MARKDOWN_SUFFIXES
from contentsync.media import MediaIndex
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from tests.content.mutants import mutant
from tests.content.mutants import places
from tests.corpus.repository import HERE as CORPUS
from tests.corpus.repository import write

SCHEMAS = {"post": post_schema(), "defaults": defaults_schema(), "settings": settings_schema()}
ONE = {name: jsonschema.Draft7Validator(schema) for name, schema in SCHEMAS.items()}
OTHER = {name: jsonschema_rs.validator_for(schema) for name, schema in SCHEMAS.items()}
EXAMPLES = CORPUS.parents[1] / "examples"
CASES = Path(__file__).parent / "cases"
SEEDS = range(5)
MUTANTS_EACH = 1_000


def documents(path: Path) -> list[Any]:
    raw = path.read_bytes()
    reading = read_markdown(raw, NAMES) if path.suffix in MARKDOWN_SUFFIXES else read(raw, NAMES)
    return [post.values for post in reading.posts if not post.spots and post.values is not None]


def written(root: Path) -> list[tuple[str, Any]]:
    """(schema, value) for everything that people write below a folder."""
    suffixes = (".yaml", ".yml", *MARKDOWN_SUFFIXES)
    paths = [path for path in sorted((root / "content").rglob("*")) if path.suffix in suffixes]
    kinds = [("defaults" if path.name == "_defaults.yaml" else "post", path) for path in paths]
    kinds.append(("settings", root / "contentsync.yaml"))
    return [(kind, value) for kind, path in kinds for value in documents(path)]


def in_cases() -> Iterator[tuple[str, Any]]:
    for file in sorted(CASES.glob("*.yaml")):
        for case in yaml.load_all(file.read_text(), Loader=yaml.BaseLoader):
            for name, text in case["files"].items():
                if name.endswith((".yaml", ".yml")):
                    kind = "defaults" if name.endswith("_defaults.yaml") else "post"
                    yield from ((kind, post.values) for post in read(text.encode(), NAMES).posts if not post.spots)


RIGHT = written(CORPUS) + written(EXAMPLES)
POSTS = [value for kind, value in written(CORPUS) if kind == "post"]
POSTS = [post for value in POSTS for post in (value if isinstance(value, list) else [value])]


def test_what_is_right_is_valid_for_both() -> None:
    assert len(RIGHT) >= 150
    assert [value for kind, value in RIGHT if not (ONE[kind].is_valid(value) and OTHER[kind].is_valid(value))] == []


def test_they_agree_on_every_case() -> None:
    values = list(in_cases())
    assert len(values) >= 180
    assert [value for kind, value in values if ONE[kind].is_valid(value) != OTHER[kind].is_valid(value)] == []


SHAPES = {"CS201", "CS202", "CS210", "CS301", "CS302", "CS303"}
"""Problems that a schema can see: everything else takes a look at other keys, at media or at the calendar."""


def leaves(value: Any) -> list[Any]:
    return [within[key] for within, key in places(value)]


def is_whole_float(post: Any, said: str) -> bool:
    """`1.0` and `1e300` are whole numbers to JSON Schema. To us they are numbers that would not stay as written."""
    return any(isinstance(leaf, float) and leaf.is_integer() for leaf in leaves(post))


def is_long_number(post: Any, said: str) -> bool:
    """A number of 19 digits or more stays text, so that no digit of an id is lost."""
    return any(type(leaf) is int and abs(leaf) >= 10**18 for leaf in leaves(post))


def depends_on_the_media(post: Any, said: str) -> bool:
    """People in a film are a list of names, in a photo they have places: the schema takes either with any media."""
    return "`user_tags`" in said or "`media_type`" in said


def is_variable(post: Any, said: str) -> bool:
    """An address may be a variable. Whether that is declared, and holds an address, is seen when it is filled."""
    return "{{" in said


def is_number_under_a_pattern(post: Any, said: str) -> bool:
    """Patterns of a schema look at texts only, and `thread_image_layout: 4` needs no quotes."""
    return any(name in said for name in ("`thread_image_layout`", "`thread_media_layout`", "`topic_tag`"))


SEEN_BY_US_ONLY = (is_whole_float, is_long_number, depends_on_the_media, is_variable, is_number_under_a_pattern)


def is_number_for_a_language(post: Any, said: str) -> bool:
    """`language` is read as text wherever it stands, in a track of subtitles as well: no language is a number."""
    tracks = ((post.get("platforms") or {}).get("youtube") or {}).get("subtitles")
    return isinstance(tracks, list) and any(type(track.get("language")) in (int, float, bool) for track in tracks)


SEEN_BY_THE_SCHEMA_ONLY = (is_number_for_a_language, is_long_number)


def judged(root: Path, posts: list[dict[str, Any]]) -> list[list[Problem]]:
    """The errors of each, as a file of its own (JSON is YAML)."""
    folder = root / "content" / "mutants"
    folder.mkdir(exist_ok=True)
    for number, post in enumerate(posts):
        (folder / f"{number:04d}.yaml").write_text(json.dumps(post, ensure_ascii=False), encoding="utf-8")
    names = dict.fromkeys(("day", "desk", "venue", "shop"), "https://shop.example")
    defaults = {"profile": "acme", "timezone": "Europe/Madrid", "platforms": {"pinterest": {"board": "Ideas"}}}
    media = MediaIndex(root, None)
    problems = load(root, "content", defaults=defaults, variables=names, x_links=True, media=media, cache=None).problems
    found: list[list[Problem]] = [[] for _ in posts]
    for problem in problems:
        if problem.file.startswith("content/mutants/") and problem.severity is Severity.ERROR:
            found[int(Path(problem.file).stem)].append(problem)
    return found


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The media of the corpus without its posts."""
    folder = write(tmp_path_factory.mktemp("mutants"))
    for path in (folder / "content").rglob("*"):
        if path.is_file() and path.parent.name != "media":
            path.unlink()
    return folder


@pytest.mark.parametrize("seed", SEEDS)
def test_mutants_are_judged_alike(root: Path, seed: int) -> None:
    chance = Random(seed)
    bases = [{key: value for key, value in post.items() if key != "id"} for post in POSTS]
    posts = [mutant(chance.choice(bases), chance) for _ in range(MUTANTS_EACH)]
    verdicts = [OTHER["post"].is_valid(post) for post in posts]
    assert MUTANTS_EACH / 4 < sum(verdicts) < MUTANTS_EACH * 3 / 4
    assert [post for post, verdict in zip(posts, verdicts, strict=True) if ONE["post"].is_valid(post) != verdict] == []
    errors = judged(root, posts)
    for post, is_valid, found in zip(posts, verdicts, errors, strict=True):
        if not is_valid:
            assert found or any(excuse(post, "") for excuse in SEEN_BY_THE_SCHEMA_ONLY), post
        for problem in found if is_valid else ():
            is_seen = problem.code in SHAPES and not any(excuse(post, problem.message) for excuse in SEEN_BY_US_ONLY)
            assert not is_seen, (problem, post)
