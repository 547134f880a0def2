"""What an upload must bring. Every refusal here has the body of the real service, as far as it is known."""

from pathlib import PurePosixPath
from typing import Any

from contentsync.sandbox import fields
from contentsync.sandbox import networks
from contentsync.sandbox import publishing
from contentsync.sandbox import verifier
from contentsync.sandbox.form import Form
from contentsync.sandbox.form import media
from contentsync.sandbox.job import Job
from contentsync.sandbox.refusal import Refusal
from contentsync.sandbox.refusal import bare
from contentsync.sandbox.refusal import message
from contentsync.sandbox.service import Service

POST_TYPES = {
    "upload": "video",
    "upload_photos": "photo",
    "upload_text": "text",
    "upload_document": "document",
}
MISSING_MEDIA = {
    "video": ("video", "Video file and title are required"),
    "photo": ("photos", "At least one photo is required"),
    "document": ("document", "Document file is required"),
}
LONGEST_ID = {"external_id": 255, "request_id": 200}
_OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT_TYPES = {
    ".pdf": "application/pdf",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": f"{_OFFICE}presentationml.presentation",
    ".doc": "application/msword",
    ".docx": f"{_OFFICE}wordprocessingml.document",
}
LARGEST_DOCUMENT = 100 * 1024 * 1024
FILMS = (".mp4", ".mov", ".m4v", ".webm")
MIXED = {"instagram", "threads"}
GBP_EVENT = ("gbp_event_title", "gbp_event_start_date", "gbp_event_end_date")
GBP_GALLERY = ("MEDIA", "PHOTO", "GALLERY")
# Google's own list; the API page says only that there are 13.
GBP_CATEGORIES = (
    *("COVER", "PROFILE", "LOGO", "EXTERIOR", "INTERIOR", "PRODUCT", "AT_WORK"),
    *("FOOD_AND_DRINK", "MENU", "COMMON_AREA", "ROOMS", "TEAMS", "ADDITIONAL"),
)


def check_route(here: Service, path: str) -> None:
    """With upload_videos_only the newer spelling of the video endpoint is not there."""
    answer = here.settings["upload_videos_only"]
    if path.endswith("/upload") and answer != "off":
        words = {"404": "Not Found", "405": "Method Not Allowed"}[answer]
        raise bare(int(answer), words, message=f"POST {path} is not available", request_id=here.new_id())


def check(here: Service, post_type: str, form: Form) -> list[str]:
    """Refuse what the form alone is wrong in; returns the names of fields that the service ignores."""
    if not form.text("user"):
        raise message(400, "Username required in form data")
    _check_platforms(post_type, form)
    if here.profile(form.text("user")) is None:
        raise message(400, "Username not associated with any profile")
    _check_media(post_type, form)
    _check_title(post_type, form)
    for name, most in LONGEST_ID.items():
        if len(form.text(name)) > most:
            raise message(400, f"{name} must be at most {most} characters")
    _check_kinds(post_type, form)
    _check_google(post_type, form)
    if form.text("facebook_unpublished_content_type") == "SCHEDULED":
        raise message(400, "facebook_unpublished_content_type SCHEDULED is not supported")
    return _check_fields(here, post_type, form)


def _check_fields(here: Service, post_type: str, form: Form) -> list[str]:
    unknown = fields.unknown(form, post_type)
    if here.settings["strict_fields"]:
        wrong = [f"{name}: not a field of a {post_type} post" for name in unknown] + fields.problems(form)
        if wrong:
            raise message(400, "; ".join(wrong), unknown_fields=unknown)
    return unknown


def _check_platforms(post_type: str, form: Form) -> None:
    platforms = form.fields.get("platform", [])
    if not platforms:
        raise message(400, "At least one platform is required")
    # The real answer shows the list as Python prints it.
    invalid = [name for name in platforms if name not in networks.PLATFORMS[post_type]]
    if invalid:
        raise message(400, f"Invalid platforms for {post_type} post: {invalid}")
    if "reddit" in platforms:
        text = "Reddit posting is currently unavailable."
        raise Refusal(503, {"success": False, "error_code": "reddit_unavailable", "error": text})
    if "pinterest" in platforms and not form.text("pinterest_board_id"):
        raise message(400, "pinterest_board_id is required for Pinterest")


def _check_media(post_type: str, form: Form) -> None:
    if post_type not in MISSING_MEDIA:
        return
    name, text = MISSING_MEDIA[post_type]
    if not any(form.fields.get(name, [])) and not any(medium.field == name for medium in form.files):
        raise message(400, text)


def _check_title(post_type: str, form: Form) -> None:
    if form.text("title"):
        return
    platforms = form.fields["platform"]
    if post_type == "video" and "youtube" in platforms and not form.text("youtube_title"):
        raise message(400, "Video file and title are required")
    overridden = all(form.text(f"{platform}_title") for platform in platforms)
    if post_type == "document" or (post_type == "text" and not (form.text("x_article_title") or overridden)):
        raise message(400, "Title is required")


def _check_kinds(post_type: str, form: Form) -> None:
    """Refuse files that the kind of post does not take, by their names."""
    files = [(medium, PurePosixPath(medium.name).suffix.lower()) for medium in media(form)]
    if post_type == "document":
        sizes = [medium.size or 0 for medium, suffix in files if suffix in DOCUMENT_TYPES]
        if not sizes:
            raise message(400, "Unsupported document format. Use PDF, PPT, PPTX, DOC or DOCX")
        if max(sizes) > LARGEST_DOCUMENT:
            raise message(400, "Document exceeds 100 MB")
    films = [medium.name for medium, suffix in files if medium.field == "photos" and suffix in FILMS]
    if films and not set(form.fields["platform"]) <= MIXED:
        raise message(400, f"Videos among photos are possible on Instagram and Threads only: {films}")


def _check_google(post_type: str, form: Form) -> None:
    cta = form.text("gbp_cta_type") or form.text("cta_type")
    if cta and cta.upper() not in fields.fields()["gbp_cta_type"].values:
        raise message(400, f"Invalid gbp_cta_type: {cta}")
    if cta and cta.upper() != "CALL" and not form.text("gbp_cta_url"):
        raise message(400, "gbp_cta_url is required for this gbp_cta_type")
    if form.text("gbp_topic_type").upper() in ("EVENT", "OFFER"):
        missing = [name for name in GBP_EVENT if not form.text(name)]
        if missing:
            raise message(400, f"Missing fields for a Google Business event or offer: {missing}")
    in_gallery = form.text("gbp_upload_to_gallery") == "true" or form.text("gbp_post_type").upper() in GBP_GALLERY
    if in_gallery and post_type == "text" and not form.text("gbp_media_url"):
        raise message(400, "A gallery upload needs media", error_code="MEDIA_REQUIRED")
    category = form.text("gbp_media_category")
    if category and category.upper() not in GBP_CATEGORIES:
        raise message(400, f"Invalid gbp_media_category: {category}", error_code="INVALID_MEDIA_CATEGORY")


def check_account(here: Service, job: Job) -> None:
    """Refuse what the account, its plan or its limits do not allow."""
    if (here.profile(job.profile) or {}).get("blocked"):
        raise message(403, "This profile is blocked", error_code="PROFILE_BLOCKED")
    if here.settings["plan"] == "free" and "tiktok" in job.platforms:
        raise message(403, "TikTok uploads are not available on the Free plan. Please upgrade to a paid plan.")
    if not job.is_scheduled:
        _check_connected(here, job)
        _check_violations(verifier.full_caps(here, job, here.now_micros))
    if here.settings["duplicate_verifier"] == "create":
        _check_violations(verifier.duplicates(here, job))
    _check_credits(here, job)


def _check_connected(here: Service, job: Job) -> None:
    profile = here.profile(job.profile) or {"social_accounts": {}}
    missing = {
        platform: str(publishing.not_connected(job.profile, platform, skipped=True).extra["error"])
        for platform in job.platforms
        if not profile["social_accounts"].get(platform)
    }
    if len(missing) == len(job.platforms):
        text = f'None of the requested platforms are valid for profile "{job.profile}". '
        raise message(400, text + "; ".join(missing.values()), invalid_platforms=missing)


def _check_violations(violations: list[dict[str, Any]]) -> None:
    if any(violation["type"] == "hard_cap" for violation in violations):
        raise message(429, "Post verification failed", violations=violations)
    if violations:
        raise message(400, "Post verification failed", violations=violations)


def _check_credits(here: Service, job: Job) -> None:
    if not verifier.is_metered(here):
        return
    usage = verifier.usage(here)
    if usage["count"] + job.credits > usage["limit"]:
        raise message(429, "This upload would exceed your monthly limit.", usage=usage)
