"""The profiles a new sandbox has, and the account objects on them."""

from typing import Any

from contentsync.sandbox import moments
from contentsync.sandbox import networks
from contentsync.sandbox.job import Job
from contentsync.sandbox.service import Service

_CREDENTIAL = ("discord", "telegram", "slack", "nostr", "lemmy", "devto", "hashnode", "whop", "listmonk")
_CAPABILITIES = {
    "tiktok": [
        *("music", "location", "cover_image", "cover_timestamp", "draft", "photo_privacy", "video_privacy"),
        *("inbox_fallback", "profile_analytics", "comments", "trend_search"),
    ]
}
QUEUE = {
    "timezone": "America/New_York",
    "slots": [{"hour": 9, "minute": 0}, {"hour": 12, "minute": 0}, {"hour": 17, "minute": 0}],
    "days_of_week": [0, 1, 2, 3, 4, 5, 6],
    "max_posts_per_slot": 1,
    "full_slots": [],
}

# What TikTok offers an account that everybody may see; a private one has FOLLOWER_OF_CREATOR in place of the first.
_PRIVACY_LEVELS = ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")


def privacy_levels(account: dict[str, Any]) -> list[str]:
    """The privacy levels that a TikTok account may use."""
    return list(account.get("privacy_level_options") or _PRIVACY_LEVELS)


# API page, TikTok: without the capability the service ignores the field, and says so among the warnings.
_NEEDED = {
    "music": ("tiktok_music_id",),
    "location": ("tiktok_location_id",),
    "cover_image": ("tiktok_cover_image", "tiktok_cover_image_url"),
    "cover_timestamp": ("cover_timestamp",),
    "inbox_fallback": ("disable_inbox_fallback",),
}


def ignored(account: dict[str, Any], job: Job, platform: str) -> list[str]:
    """The warnings about fields that the account cannot make use of. One that tells no capabilities has them all."""
    capabilities = account.get("capabilities")
    if platform != "tiktok" or not capabilities:
        return []
    needed = {**_NEEDED, f"{job.post_type}_privacy": ("privacy_level",)}
    needed |= {"draft": ("post_mode",)} if job.text("post_mode") == "MEDIA_UPLOAD" else {}
    sent = {medium.field for medium in job.media} | {name for name in job.fields if job.text(name)}
    return [
        f"{field} was ignored: this account has no {name} capability"
        for name, fields in needed.items()
        if name not in capabilities
        for field in fields
        if field in sent
    ]


def account(profile: str, platform: str) -> dict[str, Any]:
    """A connected account as the users endpoints show it."""
    return {
        "username": f"{profile}-{platform}",
        "handle": f"@{profile}",
        "display_name": profile.replace("-", " ").title(),
        "social_images": f"https://images.example/{profile}.png",
        "reauth_required": False,
        "capabilities": _CAPABILITIES.get(platform, []),
    }


def profile(username: str, created_at: str, platforms: tuple[str, ...] = ()) -> dict[str, Any]:
    """A profile with these platforms connected and one page, board and location for those that need one."""
    # Both spellings of "not connected" occur in one answer of the real service.
    unconnected = {name: None if name in _CREDENTIAL else "" for name in networks.EVERY}
    connected = {name: account(username, name) for name in platforms}
    name = username.replace("-", " ").title()
    return {
        "username": username,
        "created_at": created_at,
        "social_accounts": {**unconnected, **connected},
        "blocked": False,
        "pins": {},
        "queue": QUEUE,
        "facebook_pages": [_facebook_page("100200300", name)] if "facebook" in platforms else [],
        "linkedin_pages": [_linkedin_page("5001", name)] if "linkedin" in platforms else [],
        "boards": [_board("9001", "Ideas")] if "pinterest" in platforms else [],
        "sections": {},
        "locations": [_location("1/locations/2", name)] if "google_business" in platforms else [],
    }


def default_profiles(created_at: str) -> list[dict[str, Any]]:
    """`acme` has everything, `bare` nothing, `press` a few, `harbor-books` what a small shop has."""
    shop = profile("harbor-books", created_at, _SHOP)
    shop["linkedin_pages"] = [
        _linkedin_page("7001", "Harbor Books"),
        _linkedin_page("7002", "Harbor Books Careers"),
    ]
    shop["boards"] = [_board("8001", "Spring reading"), _board("8002", "Shop window")]
    shop["locations"] = [_location("7/locations/1", "Harbor Books")]
    return [
        profile("acme", created_at, networks.EVERY),
        profile("bare", created_at),
        profile("press", created_at, ("x", "linkedin", "mastodon", "wordpress")),
        shop,
    ]


class AccountError(ValueError):
    """A change that is not possible. The message says what is."""


DESTINATIONS = ("facebook_pages", "linkedin_pages", "boards", "sections", "locations", "pins")
_CHANGES = ("profile", "blocked", "platform", "connected", "account", *DESTINATIONS)


def change(here: Service, data: dict[str, Any]) -> None:
    """Change one profile, made if it is new. `data` names the `profile`, and

    `platform` with `connected` (a boolean) or `account` (the whole account object, or null or ""), and / or
    whole lists of pages, boards and locations, and pins, and `blocked`.
    """
    unknown = [name for name in data if name not in _CHANGES]
    username = data.get("profile")
    if unknown or not isinstance(username, str) or not username:
        raise AccountError(f"accounts: an object with {', '.join(_CHANGES)}; profile is a name and must be there")
    changed = here.profile(username) or profile(username, moments.spell(here.now_at, "naive"))
    if "platform" in data:
        changed["social_accounts"][_platform(data["platform"])] = _account(username, data)
    changed |= {name: data[name] for name in ("blocked", *DESTINATIONS) if name in data}
    here.save_profile(changed)


def _platform(name: Any) -> str:
    if name not in networks.EVERY:
        raise AccountError(f"accounts: platform {name!r} is not one of {', '.join(networks.EVERY)}")
    return str(name)


def _account(username: str, data: dict[str, Any]) -> Any:
    if "account" in data:
        given = data["account"]
        return {**account(username, data["platform"]), **given} if isinstance(given, dict) else given
    return account(username, data["platform"]) if data.get("connected", True) else ""


_SHOP = (
    *("x", "linkedin", "instagram", "facebook", "tiktok", "youtube"),
    *("threads", "bluesky", "mastodon", "pinterest", "telegram"),
)


def _facebook_page(page_id: str, name: str) -> dict[str, Any]:
    picture = f"https://images.example/page-{page_id}.png"
    return {
        "id": page_id,
        "name": name,
        "picture": picture,
        "account_id": page_id,
        "followers": 120,
        "likes": 98,
    }


def _linkedin_page(number: str, name: str) -> dict[str, Any]:
    return {
        "id": f"urn:li:organization:{number}",
        "name": name,
        "picture": f"https://images.example/organization-{number}.png",
        "account_id": number,
        "vanityName": name.lower().replace(" ", "-"),
        "followers": 340,
    }


def _board(board_id: str, name: str) -> dict[str, Any]:
    return {"id": board_id, "name": name, "privacy": "PUBLIC"}


def _location(path: str, title: str) -> dict[str, Any]:
    return {"name": f"accounts/{path}", "title": title, "account_id": f"accounts/{path.split('/')[0]}"}
