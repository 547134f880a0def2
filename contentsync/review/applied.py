"""What an apply did, as people read it."""

from collections import Counter

import msgspec

from contentsync.model.change import WORDS
from contentsync.model.change import Action
from contentsync.model.change import Change
from contentsync.model.problem import Problem
from contentsync.review.escape import escaped
from contentsync.review.paint import Paint
from contentsync.review.rows import PlanRows
from contentsync.review.source_line import SourceLine
from contentsync.review.source_line import problem_lines
from contentsync.review.terminal import left_lines

PAST: dict[Action, str] = {
    Action.CREATE: "scheduled",
    Action.UPDATE: "edited",
    Action.REPLACE: "re-created",
    Action.DELETE: "cancelled",
    Action.ADOPT: "taken over",
    Action.FORGET: "forgotten",
    Action.HOLD: "waiting",
    Action.NONE: "tidied up",
}

OUTCOMES: dict[str, tuple[str, str, str]] = {
    "done": ("✓", "green", ""),
    "published at once": ("✗", "alarm", "published at once"),
    "refused": ("✗", "red", "refused"),
    "unknown": ("?", "alarm", "outcome unknown: the next apply looks it up before it does anything"),
    "unsent": ("✗", "yellow", "not sent: the server could not be reached"),
    "merged": ("?", "yellow", "the service answered with another job; tried again later"),
    "held": ("!", "alarm", "waiting"),
    "skipped": ("·", "dim", "skipped"),
}
"""Outcome to its symbol, its style, and what it means to whoever reads it."""


class Applied(msgspec.Struct, frozen=True):
    """One change and what became of it: `outcome` is a key of `OUTCOMES`, `detail` the server's or engine's word."""

    change: Change
    address: str
    outcome: str
    detail: str = ""
    job_id: str = ""


def applied_line(applied: Applied, paint: Paint, width: int = 0) -> str:
    """` ✓ schedule   winter-launch  x linkedin`, or with the reason where it was not done; `width` of the address."""
    symbol, style, meaning = OUTCOMES[applied.outcome]
    _, word = WORDS[applied.change.action]
    why = ": ".join(part for part in (meaning, applied.detail) if part)
    head = f"{paint(style, symbol)} {word:<10} {escaped(applied.address):<{width}}"
    return f" {head}  {escaped(' '.join(applied.change.platforms))}{f'  {escaped(why)}' if why else ''}"


def applied_screen(
    results: tuple[Applied, ...], left: PlanRows, problems: tuple[Problem, ...], paint: Paint, source: SourceLine
) -> str:
    """The end of an apply: what went wrong, what was done, what is left, what is next."""
    lines: list[str] = [""]
    for problem in problems:
        lines += [*problem_lines(problem, source, paint), ""]
    lines.append(applied_sum(results, paint))
    lines += left_lines(left, paint)
    return "\n".join(lines) + "\n"


def applied_sum(results: tuple[Applied, ...], paint: Paint) -> str:
    """`Done: 2 scheduled, 1 edited. 1 refused.`"""
    if not results:
        return paint("bold", "Nothing was written.")
    done = Counter(result.change.action for result in results if result.outcome == "done")
    others = Counter(result.outcome for result in results if result.outcome != "done")
    parts = [f"{done[action]:,} {word}" for action, word in PAST.items() if done[action]]
    sentences = [f"Done: {', '.join(parts)}." if parts else "Done: nothing."]
    sentences += [f"{others[outcome]:,} {outcome}." for outcome in OUTCOMES if others[outcome]]
    return paint("bold", " ".join(sentences))
