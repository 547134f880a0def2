"""The schemas agree with the checks, value by value."""

import jsonschema
import pytest

from contentsync.platforms import PLATFORMS
from contentsync.platforms import check_options
from contentsync.platforms import platform_schemas
from contentsync.platforms.table import Option
from contentsync.platforms.table import Platform

from .values import right
from .values import wrong

SCHEMAS = {name: jsonschema.Draft7Validator(schema) for name, schema in platform_schemas().items()}
ROWS = [
    pytest.param(platform, option, id=f"{platform.name}-{option.name}-{option.kind}")
    for platform in PLATFORMS.values()
    for option in platform.options
]


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_schema_is_a_schema(name):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name].schema)
    assert SCHEMAS[name].schema["additionalProperties"] is False


@pytest.mark.parametrize(("platform", "option"), ROWS)
def test_right_values_are_right_by_the_schema(platform, option):
    assert SCHEMAS[platform.name].is_valid({option.name: right(option)})


@pytest.mark.parametrize(("platform", "option"), ROWS)
def test_wrong_values_are_wrong_by_the_schema(platform: Platform, option: Option):
    for value in wrong(option):
        accepted = any(
            not [f for f in check_options(platform.name, post_type, {option.name: value}) if f.code == "CS303"]
            for other in platform.options
            if other.name == option.name
            for post_type in other.types
        )
        assert accepted or not SCHEMAS[platform.name].is_valid({option.name: value}), value


def test_every_option_is_described():
    for name, validator in SCHEMAS.items():
        options = {option.name for option in PLATFORMS[name].options}
        assert validator.schema["properties"].keys() == options
        assert all(prop["description"] for prop in validator.schema["properties"].values())


def test_an_option_with_two_forms_takes_both():
    schema = platform_schemas()["instagram"]["properties"]["user_tags"]
    assert len(schema["anyOf"]) == 2
    assert "(video)" in schema["description"]
    assert "(photo)" in schema["description"]


def test_keys_of_the_post_are_added():
    schemas = platform_schemas({"text": {"type": "string"}})
    assert all(schema["properties"]["text"] == {"type": "string"} for schema in schemas.values())
    assert not SCHEMAS["x"].is_valid({"text": "T"})


def test_numbers_are_whole_where_they_can_be():
    schema = platform_schemas()["x"]["properties"]["poll_duration"]
    assert (schema["minimum"], schema["maximum"]) == (5, 10080)
    assert isinstance(schema["minimum"], int)
