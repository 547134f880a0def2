import json
from collections.abc import Callable

from jsonschema import Draft7Validator
from msgspec.structs import replace

from contentsync.model.change import Plan
from contentsync.review.document import OUTCOMES
from contentsync.review.document import plan_document
from contentsync.review.document import plan_schema

from .campaign import NOW
from .campaign import PLAN


def checked(document: object) -> list[str]:
    return [error.message for error in Draft7Validator(plan_schema()).iter_errors(document)]


def test_the_plan_of_the_design(golden: Callable[[str, str], None]) -> None:
    document = plan_document(PLAN, is_sandbox=False)
    golden("plan.json", json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    assert checked(document) == []


def test_the_changes_stand_in_the_order_in_which_they_are_applied() -> None:
    addresses = [change["address"] for change in plan_document(PLAN, is_sandbox=True)["changes"]]
    assert addresses[:3] == ["teaser", "webinar", "black-friday-3"]


def test_after_an_apply_every_change_has_its_outcome() -> None:
    outcomes = {"webinar@acme": ("done", "j1"), "teaser@acme": ("refused", "")}
    document = plan_document(PLAN, is_sandbox=False, outcomes=outcomes)
    assert checked(document) == []
    found = {change["address"]: (change["outcome"], change["job_id"]) for change in document["changes"]}
    assert found["webinar"] == ("done", "j1")
    assert found["teaser"] == ("refused", "")
    assert found["post-1"] == ("", "")


def test_the_schema_refuses_what_the_document_never_is() -> None:
    Draft7Validator.check_schema(plan_schema())
    document = plan_document(Plan(changes=PLAN.changes[:1], now=NOW), is_sandbox=False)
    assert checked(document | {"more": 1})
    assert checked(document | {"now": "2026-11-23T16:20:00+00:00"})
    assert checked({key: value for key, value in document.items() if key != "digest"})


def test_every_ending_of_the_engine_has_a_place_in_the_schema() -> None:
    from contentsync.engine.apply.report import Ending

    assert {*map(str, Ending)} == {*OUTCOMES} - {""}


def test_the_profile_is_part_of_the_address_where_a_post_has_several() -> None:
    second = replace(PLAN.changes[0], address="teaser@bolt", profile="bolt")
    document = plan_document(Plan(changes=(*PLAN.changes, second), now=NOW), is_sandbox=False)
    addresses = [change["address"] for change in document["changes"]]
    assert "teaser@acme" in addresses
    assert "teaser@bolt" in addresses
    assert "webinar" in addresses
