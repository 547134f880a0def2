"""Pages, boards and locations, and which of them a post goes to."""

from typing import Any

from contentsync.sandbox.job import Job


def problem(profile: dict[str, Any], job: Job, platform: str) -> dict[str, Any] | None:
    """Why this post has no destination on that network, as keys of its result; None where it has one.

    A pin on the profile wins over the field of the post.
    """
    if platform == "facebook":
        return _facebook_problem(profile, job)
    if platform == "pinterest":
        return _pinterest_problem(profile, job)
    if platform == "google_business":
        return _location_problem(profile, job)
    return None


def _facebook_problem(profile: dict[str, Any], job: Job) -> dict[str, Any] | None:
    pages = profile["facebook_pages"]
    wanted = profile["pins"].get("facebook_page_id") or job.text("facebook_page_id")
    if (not wanted and len(pages) == 1) or wanted in [page["id"] for page in pages]:
        return None
    text = "No Facebook pages found" if not pages else "facebook_page_id is required: several pages are available"
    if wanted and pages:
        text = f"Facebook page {wanted} is not available on this account"
    return {"error": text, "available_pages": [{"id": page["id"], "name": page["name"]} for page in pages]}


def _pinterest_problem(profile: dict[str, Any], job: Job) -> dict[str, Any] | None:
    board = next((b for b in profile["boards"] if b["id"] == job.text("pinterest_board_id")), None)
    if board is None:
        return {"error": f"Pinterest board {job.text('pinterest_board_id')} not found"}
    if board.get("privacy") == "SECRET":
        return {"error": "Pins on secret boards are not possible", "error_code": "pinterest_secret_board"}
    return None


def _location_problem(profile: dict[str, Any], job: Job) -> dict[str, Any] | None:
    locations = profile["locations"]
    wanted = profile["pins"].get("gbp_location_id") or job.text("gbp_location_id")
    if (not wanted and len(locations) == 1) or wanted in [location["name"] for location in locations]:
        return None
    if wanted:
        return {"error": f"Location {wanted} is not available on this account"}
    return {"error": "gbp_location_id is required unless the account has exactly one location"}
