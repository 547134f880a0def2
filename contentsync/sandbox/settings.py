"""The switches of the sandbox: what the public record leaves open, and what a test wants to see."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Switch:
    """One setting. `allowed` is a type, a tuple of words, or a mapping of the keys a partial object may have."""

    default: Any
    allowed: type | tuple[str, ...] | Mapping[str, type]
    about: str


PLANS = ("free", "basic", "professional", "advanced", "business")
ENDPOINTS = ("upload", "upload_photos", "upload_text", "upload_document")

SWITCHES: dict[str, Switch] = {
    # How answers are spelled
    "schedule_shape": Switch("object", ("object", "array", "scheduled"), "envelope of the schedule list"),
    "date_format": Switch("naive", ("naive", "Z", "offset"), "dates in the schedule list, PATCH and in_progress"),
    "echo_external_id": Switch(
        {"upload": True, "upload_photos": True, "upload_text": True, "upload_document": False},
        dict.fromkeys(ENDPOINTS, bool),
        "which endpoints keep external_id and show it in schedule, status and history",
    ),
    "media_fields": Switch(True, bool, "list items carry cover, thumbnail, original date and description keys"),
    "list_limit": Switch(0, int, "hidden cap on an unpaged schedule list; 0 = none"),
    "in_progress_scheduled": Switch(True, bool, "history tells jobs that wait among those in progress"),
    "history_pages": Switch(0, int, "history pages above this one are empty; 0 = none"),
    "tombstone": Switch("not_found", ("not_found", "failed", "cancelled"), "status of a cancelled job"),
    # Creating
    "strict_fields": Switch(False, bool, "400 for form fields that are unknown, misplaced or badly encoded"),
    "scheduled_answers": Switch(202, int, "200 = a create with a date is published at once"),
    "upload_videos_only": Switch("off", ("off", "404", "405"), "what POST /upload answers instead of working"),
    "min_lead": Switch(0, int, "seconds a date must be ahead on create and PATCH"),
    "list_lag": Switch(0, int, "seconds before a new job is listed"),
    "idempotency": Switch(True, bool, "Idempotency-Key is honoured for 24 hours"),
    "idempotency_stored": Switch("start", ("start", "end"), "end = forgotten when the answer did not get out"),
    "idempotency_replay_cancelled": Switch(False, bool, "a key replays its job even after that was cancelled"),
    "content_hash_folding": Switch(0, int, "seconds in which an identical upload returns the existing job"),
    "title_trim": Switch(True, bool, "document titles are cut at 400 UTF-16 units, with a warning"),
    "sync_turns_async": Switch(False, bool, "uploads that ask for an answer at once are answered as asynchronous"),
    "level_text": Switch(False, bool, "texts are stored trimmed, composed (NFC) and with LF as line end"),
    # Editing
    "edit_platform_titles": Switch(False, bool, "PATCH of <platform>_title takes effect"),
    "edit_drops_overrides": Switch(False, bool, "PATCH of title or caption wins over per-platform texts"),
    "edit_daily_limit": Switch(False, bool, "PATCH to a day that is full is refused"),
    # Publishing
    "processing_seconds": Switch(0, int, "from due to completed; until then status says processing"),
    "history_gap": Switch(0, int, "seconds between leaving the schedule and rows in history"),
    "x_links": Switch(False, bool, "the X Links add-on: URLs stay in X posts"),
    "fail_platforms": Switch({}, dict, "platform -> message: publishing there fails"),
    "skip_unconnected": Switch(True, bool, "an unconnected platform is skipped; off = it fails"),
    "tiktok_inbox": Switch(False, bool, "TikTok publishes land as drafts in the inbox"),
    "duplicate_verifier": Switch("off", ("off", "create", "run"), "when same or near-same text within 48 h is refused"),
    "text_limits": Switch(True, bool, "a network gets no text that is too long for it"),
    "daily_caps": Switch(True, bool, "hard caps per account in rolling 24 hours"),
    "cap_moves_date": Switch(False, bool, "a job that meets a full cap moves one day instead of failing"),
    # Account
    "plan": Switch("professional", PLANS, "the account's plan; free is metered and has no TikTok"),
    "monthly_uploads": Switch(10, int, "credits per month on the free plan"),
    "rate_limit": Switch(False, bool, "request rates of the plan are enforced"),
    "rate_headers": Switch(False, bool, "X-RateLimit-* on every answer"),
    "block_bad_keys": Switch(True, bool, "10 bad keys in a row block the client for 5 minutes"),
}


class SettingError(ValueError):
    """A setting that does not exist, or a value it does not take. The message says which and what it takes."""


def defaults() -> dict[str, Any]:
    return {name: switch.default for name, switch in SWITCHES.items()}


def changed(current: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The settings after `changes`; mappings with fixed keys are merged. SettingError changes nothing."""
    result = dict(current)
    for name, value in changes.items():
        if name not in SWITCHES:
            raise SettingError(f"unknown setting {name!r}; known: {', '.join(sorted(SWITCHES))}")
        result[name] = _accepted(name, SWITCHES[name], current[name], value)
    return result


def _accepted(name: str, switch: Switch, current: Any, value: Any) -> Any:
    allowed = switch.allowed
    if isinstance(allowed, tuple):
        if str(value) in allowed:
            return str(value)
        raise SettingError(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    if isinstance(allowed, Mapping):
        if isinstance(value, dict) and all(k in allowed and type(v) is allowed[k] for k, v in value.items()):
            return {**current, **value}
        raise SettingError(f"{name}: takes an object with true or false for {', '.join(allowed)}")
    if type(value) is not allowed or (isinstance(value, int) and value < 0):
        raise SettingError(f"{name}: {value!r} is not {_WORDS[allowed]}")
    if name == "scheduled_answers" and value not in (200, 202):
        raise SettingError(f"{name}: {value!r} is not 200 or 202")
    return value


_WORDS = {bool: "true or false", int: "a whole number from 0", dict: "an object"}
