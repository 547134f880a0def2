"""What a review is made of: a plan, and all that stands beside it in the calendar."""

from datetime import datetime

import msgspec

from contentsync.model.change import Plan
from contentsync.model.delivery import Delivery
from contentsync.model.houserules import NO_RULES
from contentsync.model.houserules import Rulebook
from contentsync.model.remote import Job
from contentsync.review.rows import PlanRows


class Material(msgspec.Struct, frozen=True):
    """Built once, rendered many times.

    `rows` are what a person has to see; `plan` has every change, unchanged ones too. `strangers` are the scheduled jobs
    that are not from this repository. `changed` are the addresses that this branch adds, edits or takes away; None
    where it was compared with nothing. `base` is what it was compared with. `gone` are addresses that
    were scheduled once, and were cancelled lately or renamed, with a moment to put them at. `withdrawn` are the posts
    that are cancelled, by address, as far as the base has them. `rulebook` has the days on which nothing is to go out.
    """

    rows: PlanRows
    plan: Plan
    drafts: tuple[Delivery, ...] = ()
    strangers: tuple[Job, ...] = ()
    changed: frozenset[str] | None = None
    base: str = ""
    gone: dict[str, datetime] = {}
    withdrawn: dict[str, Delivery] = {}
    rulebook: Rulebook = NO_RULES
