"""A plan as the JSON document of `plan --json` and `apply --json`, and the schema of it."""

from collections.abc import Collection
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.change import Fields
from contentsync.model.change import Plan
from contentsync.model.problem import Problem
from contentsync.model.problem import Severity
from contentsync.review.addresses import printed_addresses
from contentsync.review.attention import plan_summary
from contentsync.review.lengths import counts_document
from contentsync.review.lengths import counts_of
from contentsync.review.when import utc_text
from contentsync.rules.text import Count

FORMAT_VERSION = 1


def plan_document(
    plan: Plan,
    *,
    is_sandbox: bool,
    outcomes: Mapping[str, tuple[str, str]] | None = None,
    x_premium: Collection[str] = (),
) -> dict[str, Any]:
    """The document, changes in the order in which they are applied, dates in UTC with `Z`.

    With `outcomes` (full address to outcome and job id, or empty texts) it is that of `apply --json`. `x_premium`
    are the profiles that have Premium on X.
    """
    names = printed_addresses(change.address for change in plan.changes)
    return {
        "format_version": FORMAT_VERSION,
        "now": utc_text(plan.now),
        "sandbox": is_sandbox,
        "summary": plan_summary(plan),
        "changes": [
            _change(change, names[change.address], outcomes, counts_of(change.delivery, x_premium))
            for change in plan.changes
        ],
        "problems": [problem_document(problem) for problem in plan.problems],
        "digest": plan.digest,
    }


def problem_document(problem: Problem) -> dict[str, Any]:
    """One problem; `line` and `column` are 0 where the whole file is meant."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "fix": problem.fix,
        "post": problem.post,
    }


def _change(
    change: Change, address: str, outcomes: Mapping[str, tuple[str, str]] | None, counts: tuple[Count, ...]
) -> dict[str, Any]:
    document: dict[str, Any] = {
        "address": address,
        "action": str(change.action),
        "rule": change.rule,
        "reason": change.reason,
        "scheduled_at": _date(change.at),
        "profile": change.profile,
        "platforms": list(change.platforms),
        "post_type": change.post_type,
        "source": {"file": change.source.file, "line": change.source.line} if change.source else None,
        "before": _fields(change.before),
        "after": _fields(change.after),
        "counts": counts_document(counts),
    }
    if outcomes is not None:
        document["outcome"], document["job_id"] = outcomes.get(change.address, ("", ""))
    return document


def _date(at: datetime | None) -> str | None:
    return utc_text(at) if at else None


def _fields(fields: Fields | None) -> dict[str, Any] | None:
    if fields is None:
        return None
    document = {
        "scheduled_at": _date(fields.scheduled_at),
        "title": fields.title,
        "text": fields.text,
        "media": list(fields.media) if fields.media is not None else None,
        "platforms": list(fields.platforms) if fields.platforms is not None else None,
    }
    return {key: value for key, value in document.items() if value is not None}


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (draft 7) of the document, that of `apply --json` included."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "contentsync plan",
        "description": "What `contentsync plan --json` and `contentsync apply --json` print.",
        **_object(
            {
                "format_version": {"const": FORMAT_VERSION},
                "now": _DATE,
                "sandbox": {"type": "boolean", "description": "True where the sandbox was asked, not Upload-Post."},
                "summary": _object(dict.fromkeys((*map(str, Action), "unmanaged"), _COUNT)),
                "changes": {"type": "array", "items": _change_schema()},
                "problems": {"type": "array", "items": _PROBLEM},
                "digest": {"type": "string", "description": "Equal for plans that would do the same."},
            }
        ),
    }


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _change_schema() -> dict[str, Any]:
    return _object(
        {
            "address": {
                "type": "string",
                "description": "The delivery's name, with the profile where a post has several.",
            },
            "action": {"enum": [str(action) for action in Action]},
            "rule": {"type": "string", "description": "The rule that decided, `22` or `2e`."},
            "reason": {"type": "string"},
            "scheduled_at": {"anyOf": [_DATE, {"type": "null"}]},
            "profile": {"type": "string"},
            "platforms": _STRINGS,
            "post_type": {"type": "string"},
            "source": {"anyOf": [_object({"file": {"type": "string"}, "line": _COUNT}), {"type": "null"}]},
            "before": {"anyOf": [_FIELDS, {"type": "null"}]},
            "after": {"anyOf": [_FIELDS, {"type": "null"}]},
            "counts": {
                "type": "array",
                "description": "How long the words are on each network, in its own units, and how long they may be.",
                "items": _COUNTED,
            },
            "outcome": {
                "enum": list(OUTCOMES),
                "description": "Only of `apply --json`; empty: nothing was to be done.",
            },
            "job_id": {"type": "string", "description": "Only of `apply --json`."},
        },
        optional=("outcome", "job_id"),
    )


OUTCOMES = ("", "done", "published at once", "refused", "unknown", "unsent", "merged", "held", "skipped")
_DATE = {"type": "string", "format": "date-time", "pattern": "Z$"}
_COUNT = {"type": "integer", "minimum": 0}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_FIELDS = {
    "type": "object",
    "description": "Only the fields that are known and not the same on both sides.",
    "properties": {
        "scheduled_at": _DATE,
        "title": {"type": "string"},
        "text": {"type": "string"},
        "media": _STRINGS,
        "platforms": _STRINGS,
    },
    "additionalProperties": False,
}
_COUNTED = _object(
    {
        "platform": {"type": "string"},
        "field": {"enum": ["text", "title", "first_comment"]},
        "count": _COUNT,
        "limit": _COUNT,
        "note": {"type": "string", "description": "What becomes of words that are too long; empty where none are."},
    }
)
_PROBLEM = _object(
    {
        "code": {"type": "string", "pattern": "^CS[0-9]{3}$"},
        "severity": {"enum": [str(severity) for severity in Severity]},
        "file": {"type": "string"},
        "line": _COUNT,
        "column": _COUNT,
        "message": {"type": "string"},
        "fix": {"type": "string"},
        "post": {"type": "string"},
    }
)
