"""The JSON Schema of the state document, from its types."""

from typing import Any

import msgspec

from contentsync.state.document import State


def state_schema() -> dict[str, Any]:
    """A schema for people and scripts that read `state.json`."""
    schema = msgspec.json.schema(State)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "contentsync state",
        "description": "What contentsync remembers per address. Written by `contentsync apply` only.",
        **schema,
    }
