"""`contentsync sandbox`: serve the emulator, read what it published, move its clock, break it on purpose."""

import json
import signal
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from contentsync.cli.sandbox_target import Target
from contentsync.cli.sandbox_target import open_sandbox
from contentsync.cli.sandbox_target import targeted_at

PORT = 8642


@click.group(name="sandbox")
def command() -> None:
    """The emulator of Upload-Post on this machine.

    Without --url these commands work on the sandbox that `--sandbox` uses, below .contentsync/sandbox.

    \b
    Examples:
      contentsync sandbox serve --port 8642 --data .sandbox
      contentsync sandbox clock --advance P2D
      contentsync sandbox ledger
      contentsync sandbox settings plan=free list_lag=60
      contentsync sandbox faults '{"path": "/upload_text", "kind": "drop_after", "nth": 1}'
    """


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=False))


@command.command()
@click.option("--port", default=PORT, show_default=True, help="0 takes a free one.")
@click.option("--data", type=click.Path(path_type=Path), help="Keep everything in this directory; else in memory.")
@click.option("--now", help="Where the clock of a new sandbox starts, such as 2027-03-01T08:00:00Z.")
@click.option("--api-key", default="sandbox", show_default=True, help="The key that clients must send.")
def serve(port: int, data: Path | None, now: str | None, api_key: str) -> None:
    """Serve a sandbox on 127.0.0.1 until interrupted. Its clock runs at real speed.

    \b
    Examples:
      contentsync sandbox serve
      contentsync sandbox serve --port 0 --data .sandbox --now 2027-03-01T08:00:00Z
    """
    from contentsync.sandbox import serve as serve_sandbox

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupted)
    sandbox = open_sandbox(data, now=_instant(now) if now else None, api_key=api_key, ticking=True)
    try:
        serve_sandbox(sandbox, port=port, ready=lambda taken: _announce(taken, api_key, sandbox.clock.now()))
    except OSError as wrong:
        from contentsync.model.errors import UserError

        raise UserError(f"port {port} cannot be served: {wrong}", "contentsync sandbox serve --port 0") from None
    finally:
        sandbox.close()


def _interrupted(*_: object) -> None:
    raise SystemExit(0)


def _announce(port: int, api_key: str, now: datetime) -> None:
    base = f"http://127.0.0.1:{port}"
    click.echo(f"Sandbox of Upload-Post at {base}/api, where it is {now:%Y-%m-%dT%H:%M:%SZ}   (Ctrl-C ends it)")
    click.echo(f"export UPLOAD_POST_API_KEY={api_key}")
    click.echo(f"export CONTENTSYNC_API_URL={base}/api")


def _instant(text: str) -> Any:
    from contentsync.sandbox import parse_instant

    try:
        return parse_instant(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is not a date; write it like 2027-03-01T08:00:00Z") from None


@command.command()
@targeted_at
def ledger(target: Target) -> None:
    """Everything that followers saw, and what failed to reach them."""
    rows = target.call("GET", "ledger")
    if target.as_json:
        return _print_json(rows)
    for row in rows:
        leaf, mark = row["leaf"], "published" if row["success"] else "failed"
        first = row["text"].partition("\n")[0]
        click.echo(f"{row['published_at']}  {mark:9}  {leaf['profile']}  {leaf['platform']:<15}  {first}")
    click.echo(f"{len(rows)} in the ledger")


@command.command()
@targeted_at
def jobs(target: Target) -> None:
    """Every job that was ever accepted."""
    rows = target.call("GET", "jobs")
    if target.as_json:
        return _print_json(rows)
    for row in rows:
        where = f"{row['profile']}  {' '.join(row['platforms'])}"
        ignored = f"  ignored fields: {', '.join(row['unknown_fields'])}" if row["unknown_fields"] else ""
        click.echo(f"{row['job_id']}  {row['state']:10}  {row['due_at']}  {row['post_type']}  {where}{ignored}")
    click.echo(f"{len(rows)} jobs")


@command.command()
@targeted_at
@click.option("--to", "to_date", help="Move forward to this date, such as 2027-03-01T08:00:00Z.")
@click.option("--advance", help="Move forward by an ISO 8601 duration, such as P2D or PT30M.")
def clock(target: Target, to_date: str | None, advance: str | None) -> None:
    """Show the sandbox's time, or move it forward; what falls due on the way is published."""
    if to_date and advance:
        raise click.UsageError("--to and --advance exclude each other.")
    move = {"to": to_date} if to_date else {"advance": advance} if advance else None
    answer = target.call("POST", "clock", move) if move else target.call("GET", "clock")
    if target.as_json:
        return _print_json(answer)
    click.echo(f"{answer['now']}  {'running' if answer['ticking'] else 'standing still'}")


@command.command()
@targeted_at
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
def settings(target: Target, changes: tuple[str, ...]) -> None:
    """Show the switches, or set some. A value is JSON, or a plain word."""
    body = dict(_setting(change) for change in changes)
    answer = target.call("POST", "settings", body) if body else target.call("GET", "settings")
    if target.as_json:
        return _print_json(answer)
    for name, value in answer.items():
        click.echo(f"{name} = {json.dumps(value, ensure_ascii=False)}")


def _setting(change: str) -> tuple[str, Any]:
    name, equals, value = change.partition("=")
    if not equals:
        raise click.BadParameter(f"{change!r} is not NAME=VALUE")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


@command.command()
@targeted_at
@click.option("--clear", is_flag=True, help="Remove all rules.")
@click.argument("rule", required=False)
def faults(target: Target, clear: bool, rule: str | None) -> None:
    """Show the fault rules and how often they fired, or add one given as JSON."""
    if clear:
        target.call("DELETE", "faults")
    added = target.call("POST", "faults", _rule(rule)) if rule else None
    answer = target.call("GET", "faults") if added is None else added
    if target.as_json:
        return _print_json(answer)
    for row in answer:
        counts = f"seen {row.pop('seen')}, fired {row.pop('fired')}"
        click.echo(f"{json.dumps(row)}  {counts}")
    click.echo(f"{len(answer)} rules")


def _rule(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as wrong:
        raise click.BadParameter(f"not JSON: {wrong}", param_hint="RULE") from None


@command.command()
@targeted_at
@click.option("--now", help="Where the clock starts again; else where contentsync.yaml says, or it keeps its time.")
def reset(target: Target, now: str | None) -> None:
    """Forget jobs, history, ledger, faults, settings and accounts."""
    begins_at = now or (target.begins_at.isoformat() if target.begins_at else None)
    answer = target.call("POST", "reset", {"now": begins_at} if begins_at else {})
    target.call("POST", "settings", dict(target.switches))
    if target.as_json:
        return _print_json(answer)
    click.echo(f"empty again, at {answer['now']}")
