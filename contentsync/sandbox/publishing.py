"""What happens when a job is due: one result and one line of the ledger per platform."""

import hashlib
from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import Any

from contentsync.sandbox import accounts
from contentsync.sandbox import destinations
from contentsync.sandbox import lengths
from contentsync.sandbox import moments
from contentsync.sandbox import verifier
from contentsync.sandbox.form import MEDIA_FIELDS
from contentsync.sandbox.job import PUBLISHED
from contentsync.sandbox.job import Job
from contentsync.sandbox.results import Result
from contentsync.sandbox.service import Service
from contentsync.sandbox.words import words

SECOND = 1_000_000
DAY = timedelta(days=1)


@dataclass(slots=True)
class Outcome:
    """How one platform went. `extra` are the keys that only this case has."""

    success: bool
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return "completed" if self.success else "skipped" if self.extra.get("skipped") else "failed"


def publish_due(service: Service, job: Job) -> None:
    """Publish a job at its own moment, or move it where the caps move dates."""
    if service.settings["cap_moves_date"] and verifier.full_caps(service, job, job.due_at):
        job.due_at = moments.micros(job.due + DAY)
        service.jobs.save(job)
        return
    gap = max(service.settings["processing_seconds"], service.settings["history_gap"])
    publish(service, job, job.platforms, at=job.due_at, settled_at=job.due_at + gap * SECOND)


def publish(service: Service, job: Job, platforms: list[str], *, at: int, settled_at: int) -> dict[str, Outcome]:
    """Publish to these platforms at `at`; the rows appear, and status is final, at `settled_at`."""
    job.state = PUBLISHED
    job.settled_at = settled_at
    profile = service.profile(job.profile)
    outcomes: dict[str, Outcome] = {}
    for platform in platforms:
        outcomes[platform] = _outcome(service, job, profile, platform, at)
        _record(service, job, platform, outcomes[platform], at, settled_at)
    failures = sum(not outcome.success for outcome in outcomes.values())
    job.credits = max(0, job.credits - failures)
    service.jobs.save(job)
    return outcomes


def _outcome(service: Service, job: Job, profile: dict[str, Any] | None, platform: str, at: int) -> Outcome:
    settings = service.settings
    account = profile["social_accounts"].get(platform) if profile else None
    if not profile or not account:
        return not_connected(job.profile, platform, skipped=settings["skip_unconnected"])
    if platform in settings["fail_platforms"]:
        return _failed(str(settings["fail_platforms"][platform]), "publish")
    problem = _account_problem(account, job, platform) or destinations.problem(profile, job, platform)
    if problem is None and settings["text_limits"]:
        problem = lengths.problem(job, platform)
    if problem is not None:
        return Outcome(False, problem)
    violations = verifier.violations(service, job, platform, at)
    if violations:
        return _failed(violations[0]["message"], "verification", violations=violations)
    return _published(service, job, platform, accounts.ignored(account, job, platform))


def _account_problem(account: dict[str, Any], job: Job, platform: str) -> dict[str, Any] | None:
    if account.get("reauth_required"):
        return {"error": "Account needs to be reconnected", "error_code": "account_reauth_required"}
    # A photo that says nothing is for everyone; a draft in the inbox gets its level there.
    wanted = job.text("privacy_level") or ("PUBLIC_TO_EVERYONE" if job.post_type == "photo" else "")
    is_draft = job.text("post_mode") == "MEDIA_UPLOAD"
    if platform == "tiktok" and wanted and not is_draft and wanted not in accounts.privacy_levels(account):
        text = "This privacy level is not available for the account"
        return {"error": text, "error_code": "tiktok_privacy_unavailable"}
    return None


def not_connected(profile: str, platform: str, *, skipped: bool) -> Outcome:
    text = f"Profile {profile} has no {platform.capitalize()} account configured"
    extra: dict[str, Any] = {"error": text}
    if skipped:
        extra |= {"skipped": True, "skip_reason": "profile_platform_not_configured"}
    code = {"error_code": "profile_platform_mapping_invalid", "failure_stage": "profile_platform_validation"}
    return Outcome(False, extra | code)


def _failed(text: str, stage: str, **extra: Any) -> Outcome:
    return Outcome(False, {"error": text, "failure_stage": stage, **extra})


def _published(service: Service, job: Job, platform: str, ignored: list[str]) -> Outcome:
    post_id = hashlib.sha256(f"{job.job_id}:{platform}".encode()).hexdigest()[:20]
    extra: dict[str, Any] = {
        "post_id": post_id,
        "platform_post_id": post_id,
        "url": _address(platform, post_id),
    }
    if platform in ("tiktok", "facebook"):
        extra["publish_id"] = post_id
    if platform == "instagram":
        extra["container_id"] = post_id
    drafted = job.text("post_mode") == "MEDIA_UPLOAD" or "true" in (
        job.text(name) for name in ("tiktok_upload_to_draft", "upload_to_draft", "is_draft")
    )
    if platform == "tiktok" and (drafted or service.settings["tiktok_inbox"]):
        extra["fallback_to_inbox"] = True
    if job.text("first_comment") or job.text(f"{platform}_first_comment"):
        extra["first_comment_posted"] = True
    warnings = [*verifier.warnings(job, platform), *ignored]
    return Outcome(True, extra | ({"warnings": warnings} if warnings else {}))


def _address(platform: str, post_id: str) -> str:
    return f"https://{platform.replace('_', '-')}.example/posts/{post_id}"


def _record(service: Service, job: Job, platform: str, outcome: Outcome, at: int, settled_at: int) -> None:
    seen = words(job, platform, x_links=service.settings["x_links"])
    service.results.add(
        Result(
            job.job_id,
            job.request_id,
            job.external_id,
            job.profile,
            platform,
            outcome.success,
            at,
            settled_at,
            {**outcome.extra, "title": seen.title, "caption": seen.text},
        )
    )
    service.results.record(
        {
            "leaf": {"profile": job.profile, "platform": platform},
            "job_id": job.job_id,
            "external_id": job.text("external_id") or None,
            "published_at": moments.spell(moments.from_micros(at), "Z"),
            "title": seen.title,
            "text": seen.text,
            "media": [medium.digest for medium in job.media if medium.field in MEDIA_FIELDS],
            "success": outcome.success,
        }
    )
