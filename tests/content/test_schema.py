"""The schemas for editors agree with the checks, and know every key."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from contentsync.content.builder import Names
from contentsync.content.configuration import SETTINGS
from contentsync.content.documents import read
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import KEYS
from contentsync.content.schema import defaults_schema
from contentsync.content.schema import post_schema
from contentsync.content.schema import settings_schema
from contentsync.content.shape import check_defaults
from contentsync.content.shape import check_post
from contentsync.platforms import PLATFORMS

SCHEMAS = {"post": post_schema(), "defaults": defaults_schema(), "settings": settings_schema()}
POST = jsonschema.Draft7Validator(SCHEMAS["post"])
DEFAULT = jsonschema.Draft7Validator(SCHEMAS["defaults"])
SETTING = jsonschema.Draft7Validator(SCHEMAS["settings"])
NOTHING = Names(frozenset(), frozenset())
REFUSED = {"CS201", "CS301"}
WRITTEN = [
    (name, post.values)
    for file in sorted((Path(__file__).parent / "cases").glob("*.yaml"))
    for case in yaml.load_all(file.read_text(), Loader=yaml.BaseLoader)
    for name, text in case["files"].items()
    if name.endswith(".yaml")
    for post in read(text.encode(), NOTHING).posts
    if not post.spots and post.values is not None
]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
def test_they_are_schemas(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


def test_every_key_is_described() -> None:
    properties = POST.schema["definitions"]["post"]["properties"]
    assert properties.keys() == KEYS.keys()
    assert SCHEMAS["defaults"]["properties"].keys() == DEFAULTS.keys()
    assert SCHEMAS["settings"]["properties"].keys() == SETTINGS.keys()
    assert all(each["description"] for each in properties.values())
    networks = properties["platforms"]["anyOf"][2]["properties"]
    assert networks.keys() == PLATFORMS.keys()
    assert {"text", "title", "publish_at", "timezone", "media"} < networks["x"]["properties"].keys()


@pytest.mark.parametrize(("name", "values"), WRITTEN, ids=lambda value: value if isinstance(value, str) else "")
def test_what_the_checks_refuse_the_schema_refuses(name: str, values: Any) -> None:
    is_default = name.endswith("_defaults.yaml")
    validator, check = (DEFAULT, check_defaults) if is_default else (POST, check_post)
    if not isinstance(values, dict) or any(
        each.code in ("CS201", "CS301") or "takes true or false" in each.message for each in check(values)
    ):
        assert not validator.is_valid(values)


@pytest.mark.parametrize(
    "text",
    [
        "{id: a, profile: acme, publish_at: 2027-03-01 09:00, timezone: UTC, platforms: [x, linkedin], text: 1.10}",
        "{profile: [a, 7], platforms: x, text: null, media: a.jpg, labels: [], draft: true}",
        "{platforms: {x: {reply_settings: following, text: T, publish_at: on-merge}, tiktok: null}}",
        "{media: [a.jpg, {src: b, alt: c}]}",
        "[{id: a, text: A}, {id: b, media: {src: a.mp4, cover: c.jpg, captions: d.srt}}]",
        "{platforms: {x: {reply_settings: null, media: {src: a.jpg}}}}",
    ],
)
def test_what_is_right_the_schema_takes(text: str) -> None:
    values = yaml.safe_load(text)
    assert not list(POST.iter_errors(values))


@pytest.mark.parametrize(
    "text",
    [
        "{id: 'a b'}",
        "{platforms: []}",
        "{platforms: [x, x]}",
        "{platforms: {x: {reply_settings: nobody}}}",
        "{media: {alt: x}}",
        "{caption: x}",
        "{profile: []}",
    ],
)
def test_what_is_wrong_it_refuses(text: str) -> None:
    assert not POST.is_valid(yaml.safe_load(text))


def test_settings() -> None:
    right = """
        {namespace: acme-k3f9xa, windows: {lead: 1h30m, freeze: 0}, x_links: [a], drift: keep,
         defaults: {platforms: {x: null}}}
    """
    assert not list(SETTING.iter_errors(yaml.safe_load(right)))
    assert not DEFAULT.is_valid({"platforms": ["x"]})


@pytest.mark.parametrize("wrong", ["", "namespace: A", "namespace: abc, late: 1 day", "namespace: abc, drift: no"])
def test_wrong_settings(wrong: str) -> None:
    assert not SETTING.is_valid(yaml.safe_load(f"{{{wrong}}}"))
