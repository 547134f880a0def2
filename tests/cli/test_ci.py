"""`contentsync ci`, as a workflow runs it: real git, a forge and the service on sockets."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from contentsync.ci.outputs import OUTPUTS
from contentsync.sandbox import Sandbox
from tests.ci import events
from tests.ci.forge import Forge
from tests.ci.forge import pull
from tests.loopback import serving
from tests.state.remotes import git
from tests.state.remotes import settle

from .conftest import Contentsync
from .workflow import KEY
from .workflow import NOW
from .workflow import POST
from .workflow import Workflow


@pytest.fixture
def workflow(tmp_path: Path, contentsync: Contentsync, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workflow]:
    settle(tmp_path, monkeypatch)
    sandbox = Sandbox(now=NOW, api_key=KEY)
    with Forge() as forge, serving(sandbox) as url:
        yield Workflow(tmp_path, forge, sandbox, f"{url}/api", contentsync, monkeypatch)
    sandbox.close()


def commands(out: str) -> list[str]:
    """The workflow commands that a runner would obey."""
    found: list[str] = []
    token = ""
    for line in out.splitlines():
        if token:
            token = "" if line.strip() == f"::{token}::" else token
        elif line.startswith("::stop-commands::"):
            token = line.removeprefix("::stop-commands::")
        elif line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    return found


def test_a_pull_request_from_the_first_push_to_the_published_post(workflow: Workflow) -> None:
    assert workflow.push().code == 0
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    ran = workflow.pull_request(base=base)
    assert ran.code == 0, ran.said
    assert workflow.comment().startswith("### 📅 contentsync: 1 to schedule (acme)\n")
    assert ran.summary.startswith("### 📅 contentsync: 1 to schedule (acme)\n")
    assert {name: ran.outputs[name] for name in ("changes", "create", "cancel", "unchanged", "offline")} == {
        "changes": "1",
        "create": "1",
        "cancel": "0",
        "unchanged": "1",
        "offline": "false",
    }
    assert ran.outputs["next-post-at"] == "2027-03-01T08:00:00Z"

    writes = len(workflow.forge.writes())
    assert "comment on #7: unchanged" in workflow.pull_request(base=base, GITHUB_RUN_ID="13").out
    assert len(workflow.forge.writes()) == writes

    workflow.commit("edit", spring=POST.replace("Monday", "Tuesday"))
    assert "comment on #7: updated" in workflow.pull_request(base=base).out
    assert "on Tuesday" in workflow.comment()

    merged = workflow.merge()
    workflow.forge.pulls[merged] = [pull(7)]
    workflow.forge.touched["content/spring.yaml"] = merged
    ran = workflow.push(before=base)
    assert ran.code == 0, ran.said
    assert ran.outputs["applied"] == "1"
    assert set(workflow.jobs()) == {"launch, on Monday", "spring, on Tuesday"}
    assert workflow.comment().startswith("### 📅 contentsync: 1 scheduled\n")
    assert "| 🗓 | Mon 1 Mar 09:00 | [spring](" in workflow.comment()

    workflow.advance(days=28, hours=2)
    ran = workflow.go("apply", "--continue", name="schedule", payload=events.schedule())
    assert ran.code == 0, ran.said
    assert workflow.comment().startswith("### 📅 contentsync: 1 published\n")
    assert re.search(r"published: \[x\]\(https://", workflow.comment())
    assert len(workflow.forge.comments[7]) == 1


def test_a_failure_is_told_in_the_comment_too(workflow: Workflow) -> None:
    workflow.push()
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    workflow.pull_request(base=base)
    merged = workflow.merge()
    workflow.forge.pulls[merged] = [pull(7)]
    workflow.forge.touched["content/spring.yaml"] = merged
    workflow.push(before=base)
    workflow.sandbox.configure(fail_platforms={"x": "over capacity @all"})
    workflow.advance(days=28, hours=2)
    for _ in range(2):
        ran = workflow.go("apply", "--continue", name="schedule", payload=events.schedule())
    assert "comment on #7: unchanged" in ran.out
    assert workflow.comment().startswith("### 📅 contentsync: 1 failed\n")
    assert "over capacity @\u200ball" in workflow.comment()
    assert len(workflow.forge.comments[7]) == 1


def test_an_old_run_that_is_started_again_applies_the_tip(workflow: Workflow) -> None:
    workflow.push()
    old = git(workflow.root, "rev-parse", "HEAD")
    workflow.commit("later", launch=POST.replace("Monday", "Tuesday"), spring=POST)
    git(workflow.root, "checkout", "-q", "--detach", old)
    ran = workflow.push(before="")
    assert ran.code == 0, ran.said
    assert set(workflow.jobs()) == {"launch, on Tuesday", "spring, on Monday"}
    assert git(workflow.root, "rev-parse", "HEAD") == old
    assert git(workflow.root, "worktree", "list").count("\n") == 0
    assert "which is not what is checked out" in "".join(commands(ran.out))


def test_a_fork_is_planned_without_a_key(workflow: Workflow) -> None:
    workflow.push()
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    for environ in ({"UPLOAD_POST_API_KEY": ""}, {"UPLOAD_POST_API_KEY": KEY}):
        ran = workflow.pull_request(base=base, fork="stranger/social", CONTENTSYNC_API_URL="", **environ)
        assert ran.code == 0, ran.said
        assert ran.outputs["offline"] == "true"
        assert "**OFFLINE: nobody was asked; it is supposed that what main says is scheduled already.**" in ran.summary
        assert "1 to schedule" in ran.summary
    assert workflow.forge.writes() == []
    assert "a fork's token may not comment" in ran.out


def test_where_the_key_goes_is_not_for_a_pull_request_to_say(workflow: Workflow, tmp_path: Path) -> None:
    base = workflow.branch()
    settings = workflow.root / "contentsync.yaml"
    with Forge() as thief:
        settings.write_text(f"{settings.read_text()}api: {{url: '{thief.url}'}}\n")
        workflow.commit("a trick", spring=POST)
        # Nothing in the environment says it: the base's settings do, or the default.
        ran = workflow.pull_request(base=base, CONTENTSYNC_API_URL="", UPLOAD_POST_API_KEY="")
        assert (ran.code, thief.asked) == (0, [])
        assert workflow.pull_request(base=base).code == 0
        assert thief.asked == []


def test_the_key_is_shown_nowhere(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("a leak", spring=POST.replace("NAME", f"'{KEY} and more'").replace("text: '", "text: |\n  '"))
    ran = workflow.pull_request("--comment-out", "comment.md", "--summary-out", "summary.md", base=base)
    assert ran.code == 0, ran.said
    masks, rest = ran.out.partition("::stop-commands::")[::2]
    assert masks.startswith("::add-mask::")
    written = [rest, ran.err, ran.summary, workflow.comment(), *ran.outputs.values()]
    written += [(workflow.root / name).read_text() for name in ("comment.md", "summary.md")]
    assert all(KEY not in text for text in written)
    assert all("***" in text for text in (ran.summary, workflow.comment()))


def test_no_key_and_no_address_of_media_is_remembered(workflow: Workflow) -> None:
    """Whoever may read the repository may read the state, and its history keeps everything for ever."""
    address = "https://media.example/launch.png?X-Amz-Signature=8f3c"
    workflow.commit("a picture", launch=f"{POST}media: {address}\n")
    assert workflow.push().code == 0
    assert address in str(workflow.sandbox.jobs())
    written = git(workflow.remote, "cat-file", "blob", "refs/contentsync/acme-abc234:state.json")
    assert "launch@acme" in written
    assert [word for word in (KEY, *KEY.split("+"), "media.example", "8f3c") if word in written] == []


def test_no_text_of_a_post_is_a_command(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("commands", spring=POST.replace("text: NAME", "text: |\n  ::error::no\n  ##[error]no\n  NAME"))
    workflow.commit("and a fault", summer="text: '::add-mask::no'\nplatforms: [x]\npublish_at: '::error::no'\n")
    ran = workflow.pull_request(base=base)
    assert ran.code == 1
    obeyed = [line.partition(" ")[0].partition("::")[2].partition("::")[0] for line in commands(ran.out)]
    assert set(obeyed) <= {"add-mask", "error", "warning", "notice"}
    assert next(line for line in commands(ran.out) if line.startswith("::error")).startswith(
        "::error file=content/summer.yaml,line=3"
    )
    assert "::error::no" not in workflow.comment()
    assert ran.outputs["has-errors"] == "true"


def test_a_comment_that_may_not_be_written_fails_nothing(workflow: Workflow) -> None:
    workflow.forge.fail("POST", "comments", 403)
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    ran = workflow.pull_request("--labels", base=base)
    assert ran.code == 0
    said = "the comment could not be written (403: Resource not accessible by integration); it stands in the summary"
    assert any(line.startswith(f"::notice::{said}") for line in commands(ran.out))
    assert workflow.forge.labels[7] == ["content:create"]


def test_no_comment_where_nothing_changes(workflow: Workflow) -> None:
    base = workflow.branch()
    (workflow.root / "README.md").write_text("words")
    workflow.commit("no posts")
    assert "comment on #7: not needed" in workflow.pull_request(base=base).out
    assert "comment on #7: created" in workflow.pull_request("--comment", "always", base=base).out
    assert "nothing of this branch changes what goes out" in workflow.comment()
    assert workflow.pull_request("--comment", "never", base=base).code == 0


def test_the_change_went_away(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    workflow.pull_request("--labels", base=base)
    workflow.commit("not new", spring=None)
    assert "comment on #7: updated" in workflow.pull_request("--labels", base=base).out
    assert "nothing of this branch changes what goes out" in workflow.comment()
    assert workflow.forge.labels[7] == []


def test_somebody_elses_comment_with_our_marker_is_not_ours(workflow: Workflow) -> None:
    workflow.forge.add_comment(7, '<!-- contentsync:v1 {"key":"default"} -->\nmine', "mallory")
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    assert "comment on #7: created" in workflow.pull_request(base=base).out
    assert workflow.forge.comments[7][0]["body"].endswith("mine")


def test_settings_that_cannot_be_read(workflow: Workflow) -> None:
    base = workflow.branch()
    (workflow.root / "contentsync.yaml").write_text("namespace: [\n")
    workflow.commit("broken")
    ran = workflow.pull_request(base=base)
    assert ran.code == 1
    assert workflow.comment().startswith("### 📅 contentsync: no plan could be made\n")
    assert any(line.startswith("::error file=contentsync.yaml,line=") for line in commands(ran.out))
    assert ran.summary.startswith("### 📅 contentsync: stopped")


def test_a_base_that_was_not_fetched(workflow: Workflow) -> None:
    workflow.branch()
    ran = workflow.pull_request(base="a" * 40, CONTENTSYNC_API_URL=workflow.url)
    assert ran.code == 0  # origin/main is there
    git(workflow.root, "remote", "rename", "origin", "elsewhere")
    ran = workflow.pull_request(base="a" * 40)
    assert ran.code == 1
    assert "git does not have the commit of main that this goes to" in ran.said
    assert "fetch-depth: 2" in ran.said


def test_the_merge_that_github_checks_out(workflow: Workflow) -> None:
    """Depth 2: the merge and its parents, and no branch at all."""
    workflow.branch()
    head = workflow.commit("new", spring=POST)
    merged = workflow.merge()
    git(workflow.folder, "init", "-q", "runner")
    runner = workflow.folder / "runner"
    git(runner, "fetch", "-q", "--depth=2", f"file://{workflow.remote}", merged)
    git(runner, "checkout", "-q", "--detach", merged)
    payload = events.pull_request(head=head, base="a" * 40)
    words = ("-C", str(runner), "plan")
    ran = workflow.go(*words, name="pull_request", payload=payload, UPLOAD_POST_API_KEY="")
    assert ran.code == 0, ran.said
    assert ran.summary.startswith("### 📅 contentsync: 1 to schedule (acme)\n")
    assert "supposed that what main says is scheduled already" in ran.summary


def test_many_cancels_need_the_word_of_whoever_merges(workflow: Workflow) -> None:
    names = [f"post{number}" for number in range(6)]
    workflow.commit("many", **dict.fromkeys(names, POST))
    workflow.push()
    base = workflow.branch()
    workflow.commit("clean up\n\nContentsync-Allow-Delete: 6", **dict.fromkeys(names))
    workflow.pull_request(base=base)
    assert "> end the message of the merge commit with" not in workflow.comment()
    assert "end the message of the merge commit with: Contentsync-Allow-Delete: 6" in workflow.comment().replace(
        "\\", ""
    ).replace("\u200b", "")
    workflow.merge()
    ran = workflow.push(before=base)
    assert ran.code == 1
    assert "this would cancel 6 of 7 upcoming posts of acme" in ran.said
    assert len(workflow.jobs()) == 7
    workflow.commit("Meant\n\nContentsync-Allow-Delete: 6")
    ran = workflow.push(before=base)
    assert ran.code == 0, ran.said
    assert set(workflow.jobs()) == {"launch, on Monday"}


def test_drift_has_one_issue(workflow: Workflow) -> None:
    workflow.push()
    assert "issue: not needed" in workflow.go("auto", name="schedule", payload=events.schedule()).out
    workflow.commit("not applied", spring=POST)
    ran = workflow.go("auto", name="schedule", payload=events.schedule())
    assert "issue: opened" in ran.out
    assert ran.outputs["drift"] == "true"
    (issue,) = workflow.forge.issues
    assert issue["title"] == "contentsync: 1 not as the files say"
    assert "issue: unchanged" in workflow.go("drift", name="schedule", payload=events.schedule()).out
    workflow.commit("and another", summer=POST)
    assert "issue: updated" in workflow.go("drift", name="schedule", payload=events.schedule()).out
    workflow.push()
    ran = workflow.go("drift", name="schedule", payload=events.schedule())
    assert "issue: closed" in ran.out
    assert (issue["state"], ran.outputs["drift"]) == ("closed", "false")
    assert "everything is as the files say" in ran.summary


def test_a_hold_is_ended_by_a_form(workflow: Workflow) -> None:
    workflow.push()
    cancel(workflow, "launch, on Monday")
    ran = workflow.go("drift", name="schedule", payload=events.schedule())
    (issue,) = workflow.forge.issues
    assert "| `launch` | `restore` |" in issue["body"]
    payload = events.dispatch(**{"resolve-address": "launch", "resolve-how": "restore"})
    ran = workflow.go("auto", name="workflow_dispatch", payload=payload)
    assert ran.code == 0, ran.said
    assert set(workflow.jobs()) == {"launch, on Monday"}
    assert any("launch@acme is scheduled again by the next apply" in line for line in commands(ran.out))


def test_a_form_without_an_address_only_applies(workflow: Workflow) -> None:
    payload = events.dispatch(**{"resolve-address": "", "resolve-how": "retry"})
    assert workflow.go("auto", name="workflow_dispatch", payload=payload).code == 0
    assert set(workflow.jobs()) == {"launch, on Monday"}


@pytest.mark.parametrize(
    ("address", "how", "said"),
    [
        ("launch", "take-remote", "a workflow does not commit"),
        ("launch", "explode", "resolve-how is retry, restore, forget, take-file"),
        ("", "restore", "give both"),
    ],
)
def test_a_form_that_is_filled_in_wrongly(workflow: Workflow, address: str, how: str, said: str) -> None:
    ran = workflow.go("drift", "--resolve-address", address, "--resolve-how", how, name="workflow_dispatch")
    assert ran.code == 1
    assert said in ran.said


def cancel(workflow: Workflow, title: str) -> None:
    """Somebody cancels a post in Upload-Post."""
    import httpx

    headers = {"Authorization": f"Apikey {KEY}"}
    jobs = httpx.get(f"{workflow.url}/uploadposts/schedule", headers=headers).json()["scheduled_posts"]
    job = next(job for job in jobs if job["title"] == title)
    httpx.delete(f"{workflow.url}/uploadposts/schedule/{job['job_id']}", headers=headers).raise_for_status()


def test_every_output_is_named(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    outputs = set(workflow.pull_request("--review-page", "review.md", base=base).outputs)
    git(workflow.root, "checkout", "-q", "main")
    outputs |= set(workflow.push().outputs)
    outputs |= set(workflow.go("drift", name="schedule", payload=events.schedule()).outputs)
    assert outputs == set(OUTPUTS)


@pytest.mark.parametrize(("name", "start"), [("review.md", "# acme"), ("review.html", "<!doctype html>")])
def test_the_review_page_is_linked(workflow: Workflow, name: str, start: str) -> None:
    base = workflow.branch()
    workflow.commit("new", spring=POST.replace("NAME", f"NAME {KEY}"))
    ran = workflow.pull_request("--review-page", name, base=base)
    assert ran.outputs["review-page"] == name
    page = (workflow.root / name).read_text()
    assert page.casefold().startswith(start)
    assert "***" in page
    assert "(https://github.com/acme/social/actions/runs/12#artifacts)" in workflow.comment()


def test_elsewhere_by_files(workflow: Workflow) -> None:
    """GitLab, or anything: no event, no commands, the comment and the summary as files."""
    workflow.branch()
    workflow.commit("new", spring=POST)
    gone = dict.fromkeys((*events.environ(""), "GITHUB_EVENT_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"), "")
    gone |= {"CI": "true", "GITHUB_TOKEN": "", "GITHUB_API_URL": ""}
    words = ("--comment-out", "comment.md", "--summary-out", "summary.md")
    ran = workflow.go("plan", "--base", "origin/main", *words, **gone)
    assert ran.code == 0, ran.said
    assert "::" not in ran.out
    comment = (workflow.root / "comment.md").read_text()
    assert comment.startswith('<!-- contentsync:v1 {"key":"default"')
    assert "1 to schedule" in comment
    assert "1 to schedule" in (workflow.root / "summary.md").read_text()
    git(workflow.root, "checkout", "-q", "--detach")
    ran = workflow.go("apply", **gone)
    assert (ran.code, "which branch is applied is not known" in ran.said) == (1, True)
    ran = workflow.go("apply", "--branch", "nowhere", **gone)
    assert (ran.code, "origin has no branch nowhere" in ran.said) == (1, True)
    assert workflow.go("apply", "--branch", "march", **gone).code == 0
    assert set(workflow.jobs()) == {"launch, on Monday", "spring, on Monday"}


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("changes", 1), ("never", 0)])
def test_what_makes_the_job_fail(workflow: Workflow, fail_on: str, code: int) -> None:
    base = workflow.branch()
    (workflow.root / "content" / "forgotten.txt").write_text("a file that nobody uses")
    workflow.commit("new", spring=POST)
    assert workflow.pull_request("--fail-on", fail_on, base=base).code == code


def test_changes_can_make_it_fail(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    assert workflow.pull_request("--fail-on", "changes", base=base).code == 2


def test_events_that_are_not_ours(workflow: Workflow) -> None:
    ran = workflow.go("auto", name="issues")
    assert (ran.code, "nothing to do for the event issues" in ran.out) == (0, True)
    ran = workflow.go("plan", name="pull_request_target", payload=events.pull_request())
    assert (ran.code, "does not run on pull_request_target" in ran.said) == (1, True)
    ran = workflow.go("plan", name="push", GITHUB_EVENT_PATH="/nowhere")
    assert (ran.code, "/nowhere cannot be read" in ran.said) == (1, True)


def test_a_token_is_not_sent_unencrypted(workflow: Workflow) -> None:
    base = workflow.branch()
    workflow.commit("new", spring=POST)
    ran = workflow.pull_request(base=base, GITHUB_API_URL="http://ghe.example/api/v3")
    assert (ran.code, "the token would be readable on the way" in ran.said) == (1, True)
    assert workflow.pull_request(base=base, GITHUB_TOKEN="").code == 0


def test_a_runner_hears_of_errors_before_it_obeys_again(workflow: Workflow) -> None:
    base = workflow.branch()
    (workflow.root / "contentsync.yaml").write_text('namespace: "##[error]no"\n')
    workflow.commit("broken")
    ran = workflow.pull_request(base=base)
    assert (ran.code, ran.err) == (1, "")
    assert "##[error]no" in ran.out
    assert not any(line.startswith("##") or " ##[" in line for line in commands(ran.out) if not line.startswith("::"))


def test_it_prints_for_a_log(workflow: Workflow) -> None:
    ran = workflow.go("plan", "--json", name="push", payload=events.push())
    assert (ran.code, "contentsync plan --json" in ran.out) == (1, True)


def test_state_in_a_file_stays_where_it_is(workflow: Workflow) -> None:
    old = git(workflow.root, "rev-parse", "HEAD")
    workflow.commit("later", spring=POST)
    git(workflow.root, "checkout", "-q", "--detach", old)
    ran = workflow.push(CONTENTSYNC_STATE="file")
    assert ran.code == 0, ran.said
    assert "spring@acme" in (workflow.root / ".contentsync" / "state.json").read_text()
    git(workflow.root, "checkout", "-q", "main")
    assert workflow.push(CONTENTSYNC_STATE="file").outputs["applied"] == "0"


def test_accounts_that_were_disconnected(workflow: Workflow) -> None:
    workflow.push()
    disconnect(workflow, "x")
    ran = workflow.go("drift", name="schedule", payload=events.schedule())
    assert "1 account to connect again" in ran.summary
    assert "`launch@acme`" in workflow.forge.issues[0]["body"]


def disconnect(workflow: Workflow, network: str) -> None:
    import httpx

    body = {"profile": "acme", "platform": network, "connected": False}
    httpx.post(f"{workflow.url.removesuffix('/api')}/_sandbox/accounts", json=body).raise_for_status()


def test_an_issue_that_may_not_be_written_fails_nothing(workflow: Workflow) -> None:
    workflow.forge.fail("GET", "/issues$", 404)
    ran = workflow.go("drift", name="schedule", payload=events.schedule())
    assert ran.code == 0
    assert any("the issue could not be written (404: Not Found)" in line for line in commands(ran.out))
    assert workflow.go("drift", "--comment", "never", name="schedule").code == 0
    assert workflow.go("drift", name="schedule", GITHUB_TOKEN="").code == 0


def test_a_merged_fork_hears_of_it_after_the_merge(workflow: Workflow) -> None:
    """Its own run may not comment: the first that may is the one that applies it."""
    workflow.forge.pulls[git(workflow.root, "rev-parse", "HEAD")] = [pull(7)]
    assert workflow.push("--comment", "never").code == 0
    assert workflow.forge.comments == {}
    sha = workflow.commit("new", spring=POST)
    workflow.forge.pulls[sha] = [pull(8)]
    assert workflow.push().code == 0
    assert workflow.comment(8).startswith("### 📅 contentsync: 1 scheduled\n")
    assert "comment on #8: unchanged" in workflow.push().out
    workflow.forge.fail("PATCH", "comments", 403)
    workflow.advance(days=28, hours=2)
    ran = workflow.push()
    assert ran.code == 0
    assert any("the comment on #8 could not be written (403" in line for line in commands(ran.out))
    workflow.forge.fail("GET", "comments", 404)
    assert any("the comment on #8 could not be written (404" in line for line in commands(workflow.push().out))


def test_a_service_that_does_not_answer(workflow: Workflow) -> None:
    workflow.push()
    ran = workflow.go("apply", name="push", payload=events.push(), UPLOAD_POST_API_KEY="another-key")
    assert ran.code == 1
    assert ran.outputs["has-errors"] == "true"
    assert ran.summary.startswith("### 📅 contentsync: stopped\n")
