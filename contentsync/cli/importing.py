"""`contentsync import`: take over jobs that people made in Upload-Post."""

from typing import TYPE_CHECKING

import click

from contentsync.cli.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from contentsync.engine.planned import Planned
    from contentsync.model.remote import Job
    from contentsync.settings import Settings

HELP = """List the scheduled jobs that are not from this repository; or write a file for some of them, so that the next
apply takes them over. Their text and time can then be changed in the file; their media stay in Upload-Post, and the
file says `media: kept`. Changes nothing there, and no file that exists.

\b
Examples:
  contentsync import
  contentsync import 3f2a9c1e8b7d
  contentsync import --all --profile acme
"""


@click.command("import", help=HELP)
@click.argument("job_ids", nargs=-1, metavar="[JOB_ID]...")
@click.option("--all", "is_all", is_flag=True, help="All of them, save those of other repositories.")
@click.option("--profile", default="", metavar="NAME", help="Only jobs of this profile.")
@click.pass_obj
def command(options: Options, job_ids: tuple[str, ...], is_all: bool, profile: str) -> int:
    from contentsync.cli.files import write_new
    from contentsync.cli.planned import header_of
    from contentsync.cli.screen import Screen
    from contentsync.cli.session import open_session
    from contentsync.engine.strangers import strangers
    from contentsync.review.strangers import strangers_document
    from contentsync.review.strangers import strangers_screen

    if job_ids and is_all:
        raise click.UsageError("say either JOB_IDs or --all")
    screen = Screen(options)
    with open_session(options) as workspace:
        planned = workspace.plan()
        header, settings = header_of(workspace, planned), workspace.settings
    jobs = [job for job in strangers(planned) if profile in ("", job.profile)]
    if not job_ids and not is_all:
        screen.say(strangers_screen(jobs, header))
        if options.json:
            screen.document(strangers_document(jobs))
        return 0
    chosen = _chosen(jobs, job_ids) if job_ids else [job for job in jobs if not job.external_id.startswith("cs1:")]
    texts = _texts(chosen, planned, settings, header.zone)
    write_new(texts)
    screen.say(_said([path.relative_to(settings.root).as_posix() for path in texts], header.flag))
    if options.json:
        screen.document({"written": [path.relative_to(settings.root).as_posix() for path in texts]})
    return 0


def _chosen(jobs: "list[Job]", job_ids: tuple[str, ...]) -> "list[Job]":
    from contentsync.cli.session import nearest
    from contentsync.model.errors import UserError

    by_id = {job.job_id: job for job in jobs}
    for job_id in job_ids:
        if job_id not in by_id:
            message = f"no job {job_id} is scheduled that is not from this repository"
            raise UserError(message, nearest(job_id, by_id, "contentsync import", "contentsync import lists them"))
    return [by_id[job_id] for job_id in dict.fromkeys(job_ids)]


def _texts(jobs: "list[Job]", planned: "Planned", settings: "Settings", zone: str) -> "dict[Path, str]":
    from contentsync.cli.imported import FOLDER
    from contentsync.cli.imported import file_text
    from contentsync.cli.imported import new_id
    from contentsync.cli.schemas import schema_link

    folder = settings.root / settings.content / FOLDER
    desired = planned.desired
    taken = {delivery.post_id for delivery in (*desired.deliveries, *desired.drafts)} | desired.bad_posts
    taken |= {path.stem for path in folder.glob("*")}
    texts = {}
    for job in jobs:
        post_id = new_id(job, zone, taken)
        taken.add(post_id)
        path = folder / f"{post_id}.yaml"
        texts[path] = file_text(job, post_id, zone, schema_link(settings.private, path))
    return texts


def _said(files: list[str], flag: str) -> str:
    from contentsync.review.escape import escaped

    if not files:
        return "There is nothing to take over."
    wrote = "\n".join(f"  {escaped(file)}" for file in files)
    return f"Wrote:\n{wrote}\nNext: contentsync plan{f' {flag}' if flag else ''} shows what apply takes over"
