"""`{{ name }}`: declared variables and nothing else. No environment, no expressions."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from contentsync.content.finding import FINDINGS_LIMIT
from contentsync.content.finding import Finding
from contentsync.content.finding import Path

_USE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_-]{0,99})\s*\}\}")


def filled(value: Any, variables: Mapping[str, Any], findings: list[Finding], path: Path = ()) -> Any:
    """The value with every `{{ name }}` looked up. CS212 for names that nobody declared; they stay as they are."""
    if isinstance(value, str):
        return _text(value, variables, findings, path) if "{{" in value else value
    if isinstance(value, dict):
        return {key: filled(each, variables, findings, (*path, key)) for key, each in value.items()}
    if isinstance(value, list):
        return [filled(each, variables, findings, (*path, number)) for number, each in enumerate(value)]
    return value


def _text(text: str, variables: Mapping[str, Any], findings: list[Finding], path: Path) -> str:
    def look_up(match: re.Match[str]) -> str:
        name = match[1]
        if name in variables:
            return str(variables[name])
        if len(findings) >= FINDINGS_LIMIT:
            return match[0]
        close = get_close_matches(name, variables, n=1)
        fix = f"Write {{{{ {close[0]} }}}}." if close else f"Declare it: variables: {{{name}: some words}} in defaults."
        findings.append(Finding(path, "CS212", f"no variable `{name}` is declared", fix, needle=match[0]))
        return match[0]

    return _USE.sub(look_up, text)
