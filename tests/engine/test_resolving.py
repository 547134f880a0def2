"""Every way in which a person ends a hold, and what the next apply makes of it."""

from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from contentsync.engine.reconcile import Terms
from contentsync.engine.reconcile import reconcile
from contentsync.engine.reconcile.compare import wanted_digest
from contentsync.engine.reconcile.facts import Drift
from contentsync.engine.resolving import Resolver
from contentsync.engine.resolving import forgotten
from contentsync.engine.resolving import remembered
from contentsync.model.change import Action
from contentsync.model.delivery import Delivery
from contentsync.model.errors import UserError
from tests.engine.case_files import CASES
from tests.engine.case_files import Case
from tests.engine.conftest import Made
from tests.engine.world import DAY
from tests.engine.world import HOUR
from tests.engine.world import START_AT
from tests.engine.world import World
from tests.engine.world import medium
from tests.engine.world import post

FILE = "publish_at: 2027-03-02 08:00\nplatforms: [x]\ntext: Hello\n"


def resolve(world: World, how: str, address: str = "launch") -> str:
    session = world.session()
    planned = session.plan(world.files)
    resolver = Resolver(session.server, world.clock, world.root, planned)
    return resolver.resolve(address, how, session.recorder(planned))


def written(world: World, delivery: Delivery, text: str = FILE) -> Delivery:
    path = world.root / delivery.source.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return delivery


def test_restore_what_was_cancelled(world: World) -> None:
    world.write(post())
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    assert "by the next apply" in resolve(world, "restore")
    assert world.told() == {"launch@acme": ("create", "22")}
    world.apply()
    world.wait(2 * DAY)
    assert world.seen() == {("x", "Hello"): 1}


def test_restore_an_on_merge_post_that_was_cancelled(world: World) -> None:
    world.write(post(at=None))
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    world.wait(2 * HOUR)
    resolve(world, "restore")
    world.apply()
    world.wait(HOUR)
    assert world.seen() == {("x", "Hello"): 1}


def test_restore_what_is_scheduled(world: World) -> None:
    world.write(post())
    world.apply()
    with pytest.raises(UserError, match="scheduled already"):
        resolve(world, "restore")


def test_forget_lasts_until_the_file_is_edited(world: World) -> None:
    world.write(post())
    world.apply()
    world.sandbox.ui_cancel(world.scheduled()[0]["job_id"])
    resolve(world, "forget")
    assert world.apply().results == ()
    world.write(post(text="Edited"))
    world.apply()
    assert len(world.scheduled()) == 1


def test_forget_what_has_no_file(world: World) -> None:
    world.write(replace(post(), protect=True))
    world.apply()
    world.write()
    assert world.told() == {"launch@acme": ("hold", "6")}
    resolve(world, "forget", "launch@acme")
    assert world.told() == {}
    assert world.apply().results == ()
    assert len(world.scheduled()) == 1
    world.write(post())
    assert world.told() == {"launch@acme": ("adopt", "15")}


def test_forget_a_copy_and_edit_later(world: World) -> None:
    world.write(post())
    world.apply()
    world.sandbox.ui_copy(world.scheduled()[0]["job_id"], scheduled_date="2027-03-04T08:00:00Z")
    assert world.told() == {"launch@acme": ("hold", "4")}
    resolve(world, "forget")
    assert world.told() == {"launch@acme": ("none", "21")}
    world.write(post(text="Edited"))
    assert world.apply().results == ()
    assert world.told() == {"launch@acme": ("hold", "4")}


def test_forget_a_job_whose_address_nobody_knows(world: World) -> None:
    world.write(post(), post("other", text="Other"))
    world.apply()
    (world.root / ".contentsync" / "state.json").unlink()
    world.write(post("other", text="Other"))
    stray = next(address for address, told in world.told().items() if told == ("hold", "6"))
    resolve(world, "forget", stray)
    assert world.told() == {"other@acme": ("adopt", "15")}
    world.apply()
    assert world.told() == {"other@acme": ("none", "16")}
    world.wait(2 * DAY)
    world.apply()
    assert world.told() == {"other@acme": ("none", "9")}


@pytest.mark.parametrize("path", sorted(CASES.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_forget_ends_every_hold_that_names_it(path: Path) -> None:
    case = Case(path)
    desired, state, snapshot = case.desired(), case.state(), case.snapshot()
    found = reconcile(desired, state, snapshot, case.terms())
    for change in (decision.change for decision in found.decisions if "--forget" in decision.change.hint):
        if change.action is not Action.HOLD:
            continue
        entry = remembered(change, found.records.get(change.address) or state.posts.get(change.address))
        assert entry is not None
        wanted = wanted_digest(change.delivery) if change.delivery else ""
        after = forgotten(entry, case.now, wanted, change.job_ids)
        later = replace(state, posts={**state.posts, **found.records, change.address: after})
        again = reconcile(desired, later, snapshot, case.terms())
        told = {decision.change.address: decision.change.action for decision in again.decisions}
        assert told.get(change.address, Action.NONE) is Action.NONE


def test_retry_lets_the_service_try_again(make_world: Made) -> None:
    world = make_world(fail_platforms={"bluesky": "busy"})
    world.write(post(platforms=["bluesky", "x"]))
    world.apply()
    world.wait(DAY)
    world.apply()
    world.sandbox.configure(fail_platforms={})
    assert "bluesky" in resolve(world, "retry")
    world.apply()
    assert world.told() == {"launch@acme": ("none", "9")}
    assert world.seen() == {("x", "Hello"): 1, ("bluesky", "Hello"): 1}


def test_retry_that_is_refused(make_world: Made) -> None:
    world = make_world(fail_platforms={"x": "busy"})
    world.write(post())
    world.apply()
    world.wait(DAY)
    world.apply()
    world.fault(method="POST", path="/uploadposts/posts/retry", kind="refuse", times=1)
    with pytest.raises(UserError, match="did not take the retry"):
        resolve(world, "retry")


def test_retry_of_what_has_not_failed(world: World) -> None:
    world.write(post())
    world.apply()
    with pytest.raises(UserError, match="has failed"):
        resolve(world, "retry")


def test_take_file_puts_kept_drift_back(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.HOLD))
    world.write(post())
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    assert world.told() == {"launch@acme": ("hold", "20")}
    resolve(world, "take-file")
    world.apply()
    assert world.told() == {"launch@acme": ("none", "16")}
    assert world.scheduled()[0]["fields"]["title"] == ["Hello"]


def test_take_file_without_a_job(world: World) -> None:
    world.sandbox.ui_create("acme", ["x"], "Hello", "2027-03-02T09:00:00Z")
    world.write(post())
    world.apply()
    with pytest.raises(UserError, match="no scheduled job"):
        resolve(world, "take-file")


def test_take_remote_writes_the_file(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.HOLD))
    world.write(written(world, post()))
    world.apply()
    job_id = world.scheduled()[0]["job_id"]
    world.sandbox.ui_edit(job_id, title="By hand", scheduled_date="2027-03-03T10:30:00Z")
    assert "commit it" in resolve(world, "take-remote")
    text = (world.root / "content/launch.yaml").read_text()
    assert "By hand" in text
    assert "2027-03-03 10:30" in text
    world.write(post(text="By hand", at=START_AT + 2 * DAY + 150 * HOUR / 60))
    assert world.told() == {"launch@acme": ("none", "16")}


def test_take_remote_of_a_headline(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.HOLD))
    paper = medium(world.root, "paper.pdf", b"%PDF-1.4")
    given = {"platforms": ["linkedin"], "post_type": "document", "media": (paper,)}
    delivery = post(text="Body", title="Headline", **given)
    assert (delivery.wire_title, delivery.wire_caption) == ("Headline", "Body")
    world.write(written(world, delivery, "title: Headline\ntext: Body\n"))
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    resolve(world, "take-remote")
    written_now = yaml.safe_load((world.root / "content/launch.yaml").read_text())
    assert {name: text.strip() for name, text in written_now.items()} == {"title": "By hand", "text": "Body"}


def test_take_remote_of_words_from_several_keys(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.HOLD))
    world.write(written(world, replace(post(), wire_title="Hello there")))
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    with pytest.raises(UserError, match="several keys"):
        resolve(world, "take-remote")
    assert (world.root / "content/launch.yaml").read_text() == FILE


def test_take_remote_into_markdown(make_world: Made) -> None:
    world = make_world(Terms(drift=Drift.HOLD))
    delivery = post()
    world.write(replace(delivery, source=replace(delivery.source, file="content/launch.md")))
    world.apply()
    world.sandbox.ui_edit(world.scheduled()[0]["job_id"], title="By hand")
    with pytest.raises(UserError, match="not YAML"):
        resolve(world, "take-remote")


def test_take_remote_where_nothing_differs(world: World) -> None:
    world.write(post())
    world.apply()
    with pytest.raises(UserError, match="differs in nothing"):
        resolve(world, "take-remote")


def test_addresses_that_mean_several_or_nothing(world: World) -> None:
    world.write(post(), post(profile="press"))
    world.apply()
    with pytest.raises(UserError, match="several: launch@acme, launch@press"):
        resolve(world, "restore")
    with pytest.raises(UserError, match="there is no unknown"):
        resolve(world, "restore", "unknown")
    with pytest.raises(UserError, match="scheduled already"):
        resolve(world, "restore", "launch@press")


def test_nothing_to_resolve(world: World) -> None:
    world.write(post(at=START_AT - DAY))
    with pytest.raises(UserError, match="nothing that could be resolved"):
        resolve(world, "forget")
