"""What a step hands to the steps after it."""

from contentsync.model.change import Action
from contentsync.model.change import Plan
from contentsync.review.rows import PlanRows
from contentsync.review.when import utc_text

OUTPUTS: dict[str, str] = {
    "changes": "how many changes apply would make",
    "create": "how many posts would be scheduled",
    "update": "how many would be edited or re-created",
    "cancel": "how many would be cancelled",
    "unchanged": "how many stay as they are",
    "waiting": "how many wait for a person",
    "has-errors": "`true` where a file has an error, or the step stopped",
    "offline": "`true` where no server was asked",
    "plan-digest": "the same for plans that would do the same",
    "next-post-at": "when followers see the next post, in UTC; empty where none is ahead",
    "review-page": "the file that `--review-page` wrote",
    "applied": "how many changes `ci apply` made",
    "failed": "how many it could not make",
    "drift": "`true` where `ci drift` found something",
}
"""Name to what it says."""


def plan_outputs(plan: Plan, rows: PlanRows, page: str = "", *, is_offline: bool = False) -> dict[str, str]:
    """The outputs of a plan."""
    counts = {
        "create": plan.count(Action.CREATE),
        "update": plan.count(Action.UPDATE) + plan.count(Action.REPLACE),
        "cancel": plan.count(Action.DELETE),
    }
    return {
        "changes": str(sum(counts.values())),
        **{name: str(count) for name, count in counts.items()},
        "unchanged": str(plan.count(Action.NONE)),
        "waiting": str(rows.waiting),
        "has-errors": _claim(bool(rows.errors)),
        "offline": _claim(is_offline),
        "plan-digest": plan.digest,
        "next-post-at": utc_text(rows.next_out[0][1]) if rows.next_out else "",
        "review-page": page,
    }


def _claim(value: bool) -> str:
    return "true" if value else "false"
