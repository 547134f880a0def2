"""The bodies of answers. Keys that are not named here are ignored; what is named without a default has to be there."""

from typing import Annotated
from typing import Any

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class MeForm(msgspec.Struct):
    email: Name
    plan: str | None = None


class JobForm(msgspec.Struct):
    job_id: Name
    scheduled_date: Name
    profile_username: Name
    platforms: list[Name]
    post_type: str | None = None
    title: str | None = None
    caption: str | None = None
    description: str | None = None
    external_id: str | None = None
    source_filename: str | None = None
    fields: Any = None


class ScheduleForm(msgspec.Struct):
    """Current docs say `scheduled_posts` and `total`, the official JavaScript client `scheduled`."""

    scheduled_posts: list[JobForm] | None = None
    scheduled: list[JobForm] | None = None
    total: Count | None = None


class RowForm(msgspec.Struct):
    profile_username: Name
    platform: Name
    success: bool
    upload_timestamp: Name
    job_id: str | None = None
    request_id: str | None = None
    external_id: str | None = None
    post_title: str | None = None
    post_caption: str | None = None
    post_url: str | None = None
    platform_post_id: Any = None
    error_message: str | None = None
    error_code: str | None = None
    skipped: bool | None = None
    skip_reason: str | None = None
    request_total_platforms: Count | None = None
    fallback_to_inbox: bool | None = None


class RunningForm(msgspec.Struct):
    profile_username: Name
    platform: Name
    job_id: str | None = None
    external_id: str | None = None
    is_scheduled: bool | None = None
    upload_status: str | None = None
    run_date: str | None = None


class HistoryForm(msgspec.Struct):
    history: list[RowForm]
    in_progress: list[RunningForm] | None = None
    total: Count | None = None


class ResultForm(msgspec.Struct):
    status: str | None = None
    success: bool | None = None
    skipped: bool | None = None


class StatusForm(msgspec.Struct):
    status: Name
    job_id: str | None = None
    external_id: str | None = None
    scheduler_status: str | None = None
    completed: Count | None = None
    failed: Count | None = None
    total: Count | None = None
    message: str | None = None
    results: list[ResultForm] | None = None


class PinForm(msgspec.Struct):
    facebook_page_id: str | int | None = None
    facebook_page_name: str | None = None
    linkedin_page_id: str | int | None = None
    linkedin_page_name: str | None = None
    gbp_location_id: str | int | None = None
    gbp_location_name: str | None = None


class ProfileForm(PinForm, kw_only=True):
    """Pins stand on the profile, as they do in the answers about them."""

    username: Name
    social_accounts: dict[str, Any] | None = None


class ProfilesForm(msgspec.Struct):
    profiles: list[ProfileForm]
    limit: Count | None = None
    plan: str | None = None


class AcceptedForm(msgspec.Struct):
    """What writes answer, all four of them."""

    success: bool | None = None
    job_id: str | None = None
    request_id: str | None = None
    scheduled_date: str | None = None
    external_id: str | None = None
    title: str | None = None
    caption: str | None = None
    credits_refunded: Count | None = None
    results: Any = None
    warnings: Any = None


class PlaceForm(msgspec.Struct):
    """A page, a board or a location: three docs pages, three spellings of its id and its name."""

    id: str | int | None = None
    page_id: str | int | None = None
    name: str | None = None
    page_name: str | None = None
    title: str | None = None


class PlacesForm(msgspec.Struct):
    pages: list[PlaceForm] | None = None
    boards: list[PlaceForm] | None = None
    locations: list[PlaceForm] | None = None


class TikTokForm(msgspec.Struct):
    privacy_level_options: list[Name] | None = None


class LinkForm(msgspec.Struct):
    access_url: Name
    duration: str | None = None


class TokenForm(msgspec.Struct):
    is_valid: bool | None = msgspec.field(name="isValid", default=None)
    reason: str | None = None
    success: bool | None = None
    profile: ProfileForm | None = None
