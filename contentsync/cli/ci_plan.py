"""`contentsync ci plan`: what merging would do, where reviewers look."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from contentsync import repo
from contentsync.ci.comment import Marker
from contentsync.ci.comment import Sticky
from contentsync.ci.comment import marked
from contentsync.ci.github import Refusal
from contentsync.ci.labels import labels_for
from contentsync.ci.labels import set_labels
from contentsync.ci.outputs import plan_outputs
from contentsync.cli.apply import show
from contentsync.cli.ci_run import Step
from contentsync.cli.files import write_whole
from contentsync.cli.formats import Canvas
from contentsync.cli.formats import format_of
from contentsync.cli.planned import material_of
from contentsync.cli.planned import plan_exit_code
from contentsync.cli.planned import to_do
from contentsync.engine.planned import Planned
from contentsync.model.errors import UserError
from contentsync.model.problem import Severity
from contentsync.review.material import Material
from contentsync.review.paint import Paint
from contentsync.review.plan_alerts import Notice
from contentsync.review.plan_markdown import failure_markdown
from contentsync.review.plan_markdown import plan_markdown
from contentsync.review.sections import utf8_bytes
from contentsync.workspace import Workspace
from contentsync.workspace import open_workspace

PAGE_WIDTH = 80
SUMMARY_ROWS = 2_000


class Base(NamedTuple):
    """What a branch goes to: the commit it came from, and what people call it. Empty where nobody said."""

    sha: str
    name: str


def plan_for_reviewers(step: Step) -> int:
    """Plan, and say it in the comment, the summary, annotations, labels and outputs."""
    try:
        return _plan(step)
    except UserError as error:
        _tell_failure(step, error)
        raise


def _plan(step: Step) -> int:
    base = _base(step)
    trusted = partial(_content, sha=base.sha) if base.sha else None
    settings = step.settings(trusted)
    with open_workspace(settings) as workspace:
        planned = _planned(step, workspace, base)
        material = material_of(workspace, planned)
        show(step.screen, workspace, planned)
        _write_page(step, workspace, material)
    touched = repo.unlike(settings.root, base.sha) if base.sha else frozenset()
    _tell(step, planned, material, touched)
    step.annotate(planned.plan.problems, touched)
    return step.exit_code(plan_exit_code(planned, is_detailed=False), planned.plan.problems, to_do(planned))


def _base(step: Step) -> Base:
    """UserError where what is to be merged cannot be compared: its settings may not be believed by themselves."""
    root, event = step.options.root, step.event
    if step.wishes.base:
        return Base(repo.base_of(root, step.wishes.base), step.wishes.base)
    if not event.base_sha:
        return Base("", "")
    above = repo.parents(root)
    # What is checked out for a pull request is its merge with the base, as GitHub made it.
    merged = [above[0]] if len(above) > 1 and above[1] == event.head_sha else []
    for ref in (*merged, event.base_sha, f"origin/{event.base_ref}"):
        try:
            return Base(repo.base_of(root, ref), event.base_ref)
        except UserError:
            continue
    raise UserError(
        f"git does not have the commit of {event.base_ref} that this goes to",
        "give actions/checkout `fetch-depth: 2` for pull requests, `fetch-depth: 0` for merge queues",
    )


def _content(root: Path, path: str, sha: str) -> bytes | None:
    return repo.content_of(root, sha, path)


def _planned(step: Step, workspace: Workspace, base: Base) -> Planned:
    """Against the server, or offline where there is no key for it."""
    is_offline = not workspace.is_sandbox and not workspace.settings.api_key
    planned = workspace.supposed(base.sha) if is_offline else workspace.plan(base=base.sha, is_for_show=True)
    return replace(planned, base=base.name)


def _write_page(step: Step, workspace: Workspace, material: Material) -> None:
    if step.wishes.review_page:
        canvas = Canvas(Paint(False), PAGE_WIDTH, workspace.pictures.picture, workspace.media.facts)
        made = format_of(None, step.wishes.review_page).render(material, canvas)
        write_whole(step.options.root / step.wishes.review_page, step.mask(made).encode())


def _tell(step: Step, planned: Planned, material: Material, touched: frozenset[str]) -> None:
    links = step.links(step.event.commit, has_page=step.wishes.review_page is not None)
    render = partial(plan_markdown, material, links, notices_of(planned))
    room = step.summary_room
    step.write_summary(render(room=room, measure=utf8_bytes, most_rows=SUMMARY_ROWS))
    body = step.mask(render())
    posts = tuple(sorted(planned.changed or ()))
    marker = Marker(step.wishes.comment_key, step.event.commit, planned.plan.digest, posts)
    step.write_comment_file(marked(marker, body))
    has_news = bool(planned.changed) or any(problem.file in touched for problem in material.rows.errors)
    if step.event.number and step.wishes.comment != "never":
        _comment(step, marker, body, is_needed=step.wishes.comment == "always" or has_news)
    if step.event.number and step.wishes.labels:
        _label(step, planned, material, touched)
    page = str(step.wishes.review_page or "")
    step.write_outputs(plan_outputs(planned.plan, material.rows, page, is_offline=planned.is_supposed))


def _tell_failure(step: Step, error: UserError) -> None:
    """An old plan may not stand there as if it were of this commit."""
    body = step.mask(failure_markdown(error, step.links(step.event.commit)))
    marker = Marker(step.wishes.comment_key, step.event.commit)
    step.write_comment_file(marked(marker, body))
    if step.event.number and step.wishes.comment != "never":
        _comment(step, marker, body, is_needed=bool(error.problems))


def notices_of(planned: Planned) -> list[Notice]:
    """What would keep an apply from writing anything, and how a workflow lifts it."""
    return [(guard.message, _lifted(guard.allow, guard.fix)) for guard in planned.guards]


def _lifted(allow: str, fix: str) -> str:
    if not allow:
        return fix
    return f"if that is meant, end the message of the merge commit with: {TRAILER}: {fix.rpartition(' ')[2]}"


TRAILER = "Contentsync-Allow-Delete"


def _comment(step: Step, marker: Marker, body: str, *, is_needed: bool) -> None:
    if step.event.is_fork:
        step.tell("a fork's token may not comment: the plan stands in the summary of the run")
        return
    with step.github() as github:
        if github is None:
            step.tell("there is no GITHUB_TOKEN to comment with: the plan stands in the summary of the run")
            return
        written = Sticky(github, marker.key).write(step.event.number, marker, body, is_needed=is_needed)
    if isinstance(written, Refusal):
        step.refused("the comment", written)
    else:
        step.screen.say(f"comment on #{step.event.number}: {written}")


def _label(step: Step, planned: Planned, material: Material, touched: frozenset[str]) -> None:
    errors = [problem for problem in planned.plan.problems if problem.severity is Severity.ERROR]
    actions = [row.action for row in material.rows.rows if row.is_from_branch]
    wanted = labels_for(actions, has_errors=any(problem.file in touched for problem in errors))
    with step.github() as github:
        refused = set_labels(github, step.event.number, wanted) if github and not step.event.is_fork else None
    if refused:
        step.refused("labels", refused)
