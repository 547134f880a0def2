"""The ordered rules of design §6. The first that answers decides."""

from collections.abc import Callable

from msgspec.structs import replace

from contentsync.engine.reconcile.decision import Decision
from contentsync.engine.reconcile.facts import Facts
from contentsync.engine.reconcile.live import adopt
from contentsync.engine.reconcile.live import compare
from contentsync.engine.reconcile.live import due
from contentsync.engine.reconcile.missing import left_alone
from contentsync.engine.reconcile.missing import left_by_person
from contentsync.engine.reconcile.missing import no_rule
from contentsync.engine.reconcile.missing import unsent
from contentsync.engine.reconcile.missing import vanished
from contentsync.engine.reconcile.off import bad_file
from contentsync.engine.reconcile.off import off
from contentsync.engine.reconcile.off import off_and_gone
from contentsync.engine.reconcile.off import off_and_live
from contentsync.engine.reconcile.off import second_job
from contentsync.engine.reconcile.off import several_jobs
from contentsync.engine.reconcile.published import all_failed
from contentsync.engine.reconcile.published import all_published
from contentsync.engine.reconcile.published import partly_elsewhere
from contentsync.engine.reconcile.published import partly_failed
from contentsync.engine.reconcile.published import publishing
from contentsync.engine.reconcile.unfinished import open_intent
from contentsync.engine.reconcile.unfinished import replace_under_way


def one_job(facts: Facts) -> Decision | None:
    """16 to 20, once it is known that state owns the one job."""
    return compare(facts) if facts.jobs else None


RULES: tuple[Callable[[Facts], Decision | Facts | None], ...] = (
    replace_under_way,
    open_intent,
    left_alone,
    second_job,
    several_jobs,
    bad_file,
    off_and_live,
    off_and_gone,
    off,
    all_published,
    left_by_person,
    partly_elsewhere,
    partly_failed,
    publishing,
    all_failed,
    due,
    adopt,
    one_job,
    vanished,
    unsent,
)


def decide(facts: Facts) -> Decision:
    """The first rule that answers. One that answers with facts has cleared something; the next go on with those."""
    for rule in RULES:
        answer = rule(facts)
        if isinstance(answer, Facts):
            facts = answer
        elif answer is not None:
            return answer if answer.entry is not None else replace(answer, entry=facts.s)
    return no_rule(facts)
