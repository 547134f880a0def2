"""Where a network lets a post go, beyond the account: pages, boards, locations, and the ones that are pinned."""

from contentsync.model.remote import Destination
from contentsync.remote import _translation as translation
from contentsync.remote._forms import PinForm
from contentsync.remote._forms import PlaceForm
from contentsync.remote._forms import PlacesForm
from contentsync.remote._forms import TikTokForm
from contentsync.remote._reading import Questions

LISTS = {
    "facebook_page": "uploadposts/facebook/pages",
    "linkedin_page": "uploadposts/linkedin/pages",
    "pinterest_board": "uploadposts/pinterest/boards",
    "google_business_location": "uploadposts/google-business/locations",
}
"""By the kind of place, as the tables of the networks name it."""

PIN_PATHS = (
    "uploadposts/users/facebook-page",
    "uploadposts/users/linkedin-page",
    "uploadposts/users/google-business-location",
)


def places(questions: Questions, kind: str, profile: str) -> tuple[Destination, ...]:
    """What the list of that kind holds. The service says "none" with a 404 of its own."""
    answer = questions.ask("GET", LISTS[kind], params={"profile": profile})
    if answer.status == 404 and answer.fields.get("success") is False:
        return ()
    return questions.read(answer, PlacesForm, _destinations)


def pins(questions: Questions, profile: str) -> dict[str, Destination]:
    """Wire field to the place that overrides it, whatever a post says."""
    found: dict[str, Destination] = {}
    for path in PIN_PATHS:
        answer = questions.ask("GET", path, params={"profile": profile})
        if answer.status == 404 and answer.fields.get("success") is False:
            continue
        found |= questions.read(answer, PinForm, translation.pins)
    return found


def _destinations(form: PlacesForm) -> tuple[Destination, ...]:
    if form.locations is not None:
        # A location goes by its path, which the service calls its name.
        return tuple(Destination(_id(place.name), place.title or "") for place in form.locations)
    listed = form.boards if form.pages is None else form.pages
    if listed is None:
        raise ValueError("no pages, boards or locations")
    return tuple(_destination(place) for place in listed)


def _destination(form: PlaceForm) -> Destination:
    return Destination(_id(form.page_id if form.id is None else form.id), form.name or form.page_name or "")


def _id(value: str | int | None) -> str:
    if value is None or value == "":
        raise ValueError("a page, board or location without an id")
    return str(value)


def tiktok_levels(questions: Questions, profile: str) -> tuple[Destination, ...]:
    """Who may see what the account posts: the levels that TikTok offers it. None where the service does not say."""
    answer = questions.ask("GET", "uploadposts/tiktok/settings", params={"profile": profile})
    return () if answer.status == 404 else questions.read(answer, TikTokForm, _levels)


def _levels(form: TikTokForm) -> tuple[Destination, ...]:
    return tuple(Destination(level, level) for level in form.privacy_level_options or ())
