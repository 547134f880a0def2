"""The JSON Schemas by name, and the files they are written to."""

import json
import os
from importlib import import_module
from pathlib import Path
from typing import Any

SCHEMAS: dict[str, tuple[str, str]] = {
    "post": ("contentsync.content.schema", "post_schema"),
    "defaults": ("contentsync.content.schema", "defaults_schema"),
    "settings": ("contentsync.content.schema", "settings_schema"),
    "plan": ("contentsync.review.document", "plan_schema"),
    "state": ("contentsync.state.schema", "state_schema"),
}
"""Name to module and function. Imported one by one, since not every verb needs all."""

FOR_EDITORS = ("post", "defaults", "settings")


def schema_text(name: str) -> str:
    """The schema of that name as the text of its file."""
    module, function = SCHEMAS[name]
    schema: dict[str, Any] = getattr(import_module(module), function)()
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def schema_file(folder: Path, name: str) -> Path:
    """Where it is written in a folder of schemas."""
    return folder / f"{name}.schema.json"


def schema_link(private: Path, file: Path) -> str:
    """The path from a post's file to the copy of its schema that `init` wrote, for editors."""
    return Path(os.path.relpath(schema_file(private / "schemas", "post"), file.parent)).as_posix()
