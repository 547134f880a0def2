"""All networks by name, sorted."""

from contentsync.platforms.bluesky import BLUESKY
from contentsync.platforms.devto import DEVTO
from contentsync.platforms.discord import DISCORD
from contentsync.platforms.facebook import FACEBOOK
from contentsync.platforms.google_business import GOOGLE_BUSINESS
from contentsync.platforms.hashnode import HASHNODE
from contentsync.platforms.instagram import INSTAGRAM
from contentsync.platforms.lemmy import LEMMY
from contentsync.platforms.linkedin import LINKEDIN
from contentsync.platforms.listmonk import LISTMONK
from contentsync.platforms.mastodon import MASTODON
from contentsync.platforms.nostr import NOSTR
from contentsync.platforms.pinterest import PINTEREST
from contentsync.platforms.reddit import REDDIT
from contentsync.platforms.slack import SLACK
from contentsync.platforms.table import Platform
from contentsync.platforms.telegram import TELEGRAM
from contentsync.platforms.threads import THREADS
from contentsync.platforms.tiktok import TIKTOK
from contentsync.platforms.whop import WHOP
from contentsync.platforms.wordpress import WORDPRESS
from contentsync.platforms.x import X
from contentsync.platforms.youtube import YOUTUBE

PLATFORMS: dict[str, Platform] = {
    platform.name: platform
    for platform in (
        BLUESKY,
        DEVTO,
        DISCORD,
        FACEBOOK,
        GOOGLE_BUSINESS,
        HASHNODE,
        INSTAGRAM,
        LEMMY,
        LINKEDIN,
        LISTMONK,
        MASTODON,
        NOSTR,
        PINTEREST,
        REDDIT,
        SLACK,
        TELEGRAM,
        THREADS,
        TIKTOK,
        WHOP,
        WORDPRESS,
        X,
        YOUTUBE,
    )
}
