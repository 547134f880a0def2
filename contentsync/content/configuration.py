"""The keys of contentsync.yaml: a table for the settings and for their JSON Schema."""

import re
from collections.abc import Mapping
from typing import Any

from contentsync.content.finding import Finding
from contentsync.content.keys import DEFAULTS
from contentsync.content.keys import Key
from contentsync.content.kinds import check_table
from contentsync.content.shape import check_defaults

NAMESPACE = re.compile(r"[a-z0-9-]{3,32}")

_WINDOWS = (
    Key("freeze", "duration", "Nothing is written this near to a post's moment; 2m unless said otherwise."),
    Key("lead", "duration", "No post is scheduled nearer to its moment than this; 10m unless said otherwise."),
    Key("replace_lead", "duration", "No post is re-created nearer to its moment; 30m unless said otherwise."),
    Key("settle", "duration", "How long a write may take to show in the schedule; 5m unless said otherwise."),
    Key(
        "gap",
        "duration",
        "How long a published post may take to show in the history; 15m unless said otherwise.",
    ),
)
_RULES = (
    Key("spacing", "duration", "No two posts of an account are closer than this."),
    Key(
        "quiet_hours",
        "hours",
        "Hours without posts: 22:00-07:00, in each post's own zone or one named behind.",
    ),
    Key("blackout", "days", "Days without posts: 2026-12-24, or 2026-12-24..2026-12-26, and why."),
    Key("banned_hashtags", "texts", "Hashtags that no post may have, without the #."),
)
_SETTINGS = (
    Key(
        "namespace",
        "text",
        "The name under which this folder owns its jobs; `contentsync init` writes it once.",
    ),
    Key(
        "defaults",
        "section",
        "Keys that every post has unless it says otherwise.",
        inner=tuple(DEFAULTS.values()),
    ),
    Key("variables", "map", "Texts that {{ name }} stands for in posts."),
    Key("content", "text", "The folder of the posts, beside this file; content unless said otherwise."),
    Key(
        "state",
        "section",
        "Where it is remembered what was scheduled.",
        inner=(
            Key("store", "choice", "git, a ref on the repository's remote; or file.", choices=("git", "file")),
            Key(
                "path",
                "text",
                "The state file of the file store; .contentsync/state.json unless said otherwise.",
            ),
        ),
    ),
    Key(
        "api",
        "section",
        "The server.",
        inner=(Key("url", "text", "Its address, or sandbox for the one inside the process."),),
    ),
    Key(
        "drift",
        "choice",
        "What happens to a post that was edited in Upload-Post: revert, keep, or hold.",
        choices=("revert", "keep", "hold"),
    ),
    Key("late", "duration", "How long after its moment a post that never went out is still sent; 0 is never."),
    Key("windows", "section", "How near to its moment a post is still touched.", inner=_WINDOWS),
    Key(
        "x_links",
        "flag_or_texts",
        "true, or a list of profiles: X keeps links there, the account has the add-on.",
    ),
    Key(
        "sandbox",
        "free",
        "The sandbox's switches; `now` is the time that a new one begins at, with an offset or Z.",
    ),
    Key("problems", "severities", "How severe a problem is, by its code: error, warning or off."),
    Key(
        "profiles",
        "sections",
        "What is to be known of a profile, by its name.",
        inner=(
            Key("x_premium", "bool", "Its account on X has Premium: one post may have 25,000 characters."),
            Key("rules", "section", "House rules of its own; what is not here is as for everyone.", inner=_RULES),
        ),
    ),
    Key("rules", "section", "House rules: a warning where a post breaks one. None unless given.", inner=_RULES),
)
SETTINGS: dict[str, Key] = {key.name: key for key in _SETTINGS}


def check_settings(values: Mapping[str, Any]) -> list[Finding]:
    """CS201 for unknown keys, CS202 for wrong kinds; secrets in the file are told apart, with where they belong."""
    secrets = [name for name in values if name.replace("-", "_").casefold() in _SECRETS]
    found = [
        Finding(
            (name,),
            "CS201",
            f"`{name}` does not belong into a file: whoever sees the repository would have it",
            "Take it out, make a new key at Upload-Post, and set UPLOAD_POST_API_KEY in the environment.",
        )
        for name in secrets
    ]
    for name, value in values.items():
        if name == "defaults" and isinstance(value, dict):
            found += check_defaults(value, ("defaults",))
        elif name not in secrets:
            found += check_table({name: value}, SETTINGS)
    return found


_SECRETS = frozenset({"api_key", "apikey", "key", "token", "upload_post_api_key", "secret", "password"})
