"""Every form field of the upload endpoints: where it belongs and how it is encoded.

One line each: name, kinds of post (V video, P photo, T text, D document), encoding, for `one` the values, and what
numbers, lists (`2..4`) and texts (`<=25`, each entry of a list by itself) are bound to.
Encodings: str, bool (`true`/`false`), int, num, csv, list (repeated `name[]`, or one JSON array), json, file (a part
or a URL), one (a fixed set of words), ONE (the same in any case). Source: API page, the tables of its section 2.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import inf

from contentsync.sandbox import networks
from contentsync.sandbox.form import Form

_TABLE = """
user VPTD str
platform VPTD list
title VPTD str
description VPTD str
scheduled_date VPTD str
timezone VPTD str
async_upload VPTD bool
add_to_queue VPTD bool
max_posts_per_slot VPTD int 1..100
request_id VPT str
external_id VPTD str
first_comment VPTD str
first_comment_media VPT file
alt_text P str
link_url T str
reply_to_id VPT str
is_ai_generated VP bool
video V file
photos P file
document D file

tiktok_title VP str
tiktok_description P str
privacy_level VP one PUBLIC_TO_EVERYONE MUTUAL_FOLLOW_FRIENDS FOLLOWER_OF_CREATOR SELF_ONLY FOLLOWER_ONLY
post_mode VP one DIRECT_POST MEDIA_UPLOAD
tiktok_upload_to_draft VP bool
upload_to_draft VP bool
is_draft VP bool
disable_inbox_fallback V bool
disable_comment VP bool
disable_duet V bool
disable_stitch V bool
cover_timestamp V int 0..
tiktok_cover_image_url V str
tiktok_cover_image V file
brand_content_toggle VP bool
brand_organic_toggle VP bool
is_aigc V bool
tiktok_is_ai_generated VP bool
tiktok_is_ads_only V bool
is_ads_only V bool
tiktok_tto_invite_link V str
tto_invite_link V str
tiktok_music_id VP str
tiktok_music_volume V int 0..100
tiktok_original_sound_volume V int 0..100
tiktok_music_start V int
tiktok_music_end V int
tiktok_location_id VP str
tiktok_location_name VP str
auto_add_music P bool
photo_cover_index P int

instagram_title VP str
media_type VP one REELS STORIES IMAGE
share_to_feed V bool
share_mode V one CUSTOM TRIAL_REELS_SHARE_TO_FOLLOWERS_IF_LIKED TRIAL_REELS_DONT_SHARE_TO_FOLLOWERS
collaborators VP csv
user_tags VP str
location_id VP str
cover_url V str
cover_image V file
thumb_offset V int
audio_name V str
instagram_alt_text VP list <=1000

youtube_title V str
youtube_description V str
tags V list
categoryId V str
privacyStatus V one public unlisted private
embeddable V bool
publicStatsViewable V bool
license V one youtube creativeCommon
thumbnail VT file
thumbnail_url VT str
selfDeclaredMadeForKids V bool
madeForKids V bool
containsSyntheticMedia V bool
hasPaidProductPlacement V bool
defaultLanguage V str
defaultAudioLanguage V str
allowedCountries V csv
blockedCountries V csv
recordingDate V str
youtube_playlist_id V csv
youtube_subtitle_file V file
youtube_subtitle_language V str
youtube_subtitle_name V str
youtube_notify_subscribers V bool
youtube_publish_at V str

linkedin_title VPTD str
linkedin_description VPT str
visibility VPTD one PUBLIC CONNECTIONS LOGGED_IN CONTAINER
linkedin_visibility VPTD one PUBLIC CONNECTIONS LOGGED_IN CONTAINER
linkedinVisibility VPTD one PUBLIC CONNECTIONS LOGGED_IN CONTAINER
target_linkedin_page_id VPTD str
linkedin_link_url T str
linkedin_link_title T str <=400
linkedin_link_description T str <=4086
linkedin_thumbnail_alt_text T str
linkedin_alt_text VP list
linkedin_disable_reshare VPTD bool
linkedin_poll_question T str <=140
linkedin_poll_options T list 2..4 <=30
linkedin_poll_duration T one ONE_DAY THREE_DAYS SEVEN_DAYS FOURTEEN_DAYS 1 3 7 14
linkedin_target_geo_locations VPTD list
linkedin_target_industries VPTD list
linkedin_target_seniorities VPTD list
linkedin_target_job_functions VPTD list
linkedin_target_staff_count_ranges VPTD list
linkedin_target_interface_locales VPTD list
linkedin_target_degrees VPTD list
linkedin_target_fields_of_study VPTD list
linkedin_target_organizations VPTD list
linkedin_target_entities VPTD json
linkedin_target_check_audience VPTD bool
linkedin_subtitles V file
linkedin_subtitles_url V str
linkedin_subtitles_text V str

facebook_page_id VPT str
facebook_title VPT str
facebook_description VP str
facebook_media_type VP one REELS STORIES VIDEO POSTS
video_state V one DRAFT PUBLISHED
facebook_alt_text P list
facebook_place_id VPT str
facebook_targeting VPT json
facebook_feed_targeting VPT json
facebook_is_ai_generated VPT bool
facebook_collaborators VPT list ..10
facebook_unpublished_content_type V one DRAFT INLINE_CREATED ADS_POST
facebook_no_story VP bool
facebook_secret VP bool
facebook_link_url T str
facebook_call_to_action T json
facebook_child_attachments T json
facebook_multi_share_end_card T bool

pinterest_board_id VP str
pinterest_title VP str
pinterest_description VP str
pinterest_board_section_id VP str
pinterest_link VP str <=2048
pinterest_alt_text VP str <=500
pinterest_ai_disclosures VP list
pinterest_cover_image_url V str
pinterest_cover_image_content_type V str
pinterest_cover_image_data V str
pinterest_cover_image_key_frame_time V num
pinterest_carousel_titles P list 2..5
pinterest_carousel_descriptions P list 2..5
pinterest_carousel_links P list 2..5
pinterest_carousel_index P int

x_title VPT str
x_long_text_as_post VPT bool
reply_settings VPT one everyone following mentionedUsers subscribers verified
nullcast VPT bool
for_super_followers_only VPT bool
share_with_followers VPT bool
made_with_ai VPT bool
x_paid_partnership VPT bool
geo_place_id VPT str
place_id VP str
community_id VPT str
direct_message_deep_link VPT str
tagged_user_ids VP list ..10
x_thread_image_layout P str
x_alt_text P list <=1000
exclude_reply_user_ids VPT list
x_subtitles V str
x_subtitles_url V str
x_subtitles_language V str
x_subtitles_name V str <=150
quote_tweet_id T str
post_url T str
card_uri T str
poll_options T list 2..4 <=25
poll_duration T int 5..10080
poll_reply_settings T str
x_article_title T str <=100
x_article_body T str
x_article_content_state T json
x_article_draft T bool
x_article_cover_media T file

threads_title VPT str
threads_long_text_as_post VPT bool
threads_thread_media_layout P str
threads_topic_tag VPT str <=50
threads_reply_control VPT one everyone accounts_you_follow mentioned_only parent_post_author_only followers_only
threads_alt_text VP list
threads_reply_to_id VPT str
threads_quote_post_id VPT str
threads_link_attachment T str
threads_poll_options T list 2..4 <=25
threads_auto_publish_text T bool

gbp_location_id VPT str
gbp_topic_type VPT ONE STANDARD EVENT OFFER
gbp_cta_type VPT ONE BOOK ORDER SHOP LEARN_MORE SIGN_UP CALL
cta_type VPT ONE BOOK ORDER SHOP LEARN_MORE SIGN_UP CALL
gbp_cta_url VPT str
gbp_post_type VPT str
gbp_upload_to_gallery VPT bool
gbp_media_category VPT str
gbp_event_title VPT str <=58
gbp_event_start_date VPT str
gbp_event_end_date VPT str
gbp_event_start_time VPT str
gbp_event_end_time VPT str
gbp_coupon_code VPT str <=58
gbp_offer_coupon VPT str
coupon_code VPT str
offer_coupon VPT str
gbp_redeem_url VPT str
gbp_offer_redeem_url VPT str
gbp_terms VPT str <=1000
gbp_offer_terms VPT str
gbp_language_code VPT str
language_code VPT str
gbp_language VPT str
gbp_media_url T str
gbp_media_format T ONE PHOTO VIDEO

bluesky_title VPT str
bluesky_link_url T str
bluesky_alt_text P list
bluesky_alt_texts P list
bluesky_langs VPT csv ..3
bluesky_labels VPT csv
bluesky_gallery VPT bool
bluesky_threadgate VPT str
bluesky_reply_settings VPT str
bluesky_postgate VPT str
bluesky_quote_settings VPT str
bluesky_quote_uri VPT str
bluesky_quote_id VPT str
bluesky_quote_url VPT str

reddit_title VPT str
subreddit VPT str
flair_id VPT str
reddit_flair_text VPT str
reddit_link_url T str
reddit_nsfw VPT bool
nsfw VPT bool
reddit_spoiler VPT bool
spoiler VPT bool
reddit_resubmit VPT bool
reddit_send_replies VPT bool
reddit_gallery_captions VPT list
reddit_gallery_urls VPT list

discord_title VPT str
discord_thread_id VPT str
discord_thread_name VPT str
discord_applied_tags VPT str
discord_embeds VPT json
discord_username VPT str
discord_avatar_url VPT str
discord_allowed_mentions VPT json
discord_alt_text VPT str
discord_flags VPT str
discord_tts VPT bool
discord_poll VPT json
discord_max_file_mb VPT int 1..500

telegram_title VPT str
telegram_parse_mode VPT one MarkdownV2 HTML
telegram_message_thread_id VPT str
telegram_disable_notification VPT bool
telegram_protect_content VPT bool
telegram_has_spoiler VPT bool
telegram_link_preview VPT bool
telegram_as_document VPT bool
telegram_pin VPT bool
telegram_reply_markup VPT json
telegram_caption_overflow VPT one truncate split
telegram_media_urls VPT str

mastodon_title VPT str
mastodon_visibility VPT one public unlisted private direct
mastodon_sensitive VPT bool
mastodon_poll_multiple VPT bool
mastodon_spoiler_text VPT str
mastodon_language VPT str
mastodon_alt_text VPT str
mastodon_poll_options VPT str
mastodon_poll_expires_in VPT str
mastodon_scheduled_at VPT str

wordpress_title VPT str
wordpress_status VPT one publish draft pending future
wordpress_date VPT str
wordpress_categories VPT str
wordpress_tags VPT str
wordpress_excerpt VPT str
wordpress_slug VPT str
wordpress_alt_text VPT str
wordpress_media_caption VPT str
wordpress_block_format VPT bool

lemmy_title PT str
lemmy_url PT str
lemmy_community PT str
lemmy_nsfw PT bool
lemmy_language_id PT str
lemmy_alt_text PT str

slack_title T str
slack_markdown T bool
slack_mrkdwn T bool
slack_blocks T json
slack_alt_text T str
slack_first_comment_mode T str
nostr_title T str
nostr_kind T str
nostr_long_form T bool
devto_title T str
devto_tags T str
devto_canonical_url T str
devto_description T str
devto_main_image T str
devto_series T str
devto_published T bool
hashnode_title T str
hashnode_tags T str
hashnode_original_article_url T str
hashnode_subtitle T str
hashnode_cover_image_url T str
hashnode_draft T bool
hashnode_body T str
content T str
whop_title T str
whop_body T str
whop_pinned T bool
whop_is_mention T bool
whop_paywall_amount T str
whop_paywall_currency T str
whop_attachment_ids T str
listmonk_title T str
listmonk_content_type T str
listmonk_send_at T str
listmonk_lists T str
listmonk_template_id T str
listmonk_media_ids T str
"""

_COMMENTED = ("instagram", "facebook", "x", "threads", "youtube", "reddit", "bluesky", "linkedin", "tiktok")
_INDEXED = ("youtube_subtitle_file_", "youtube_subtitle_language_", "youtube_subtitle_name_")
# Two of one line exclude each other.
EXCLUSIVE = (
    ("allowedCountries", "blockedCountries"),
    ("linkedin_poll_question", "linkedin_link_url"),
    ("linkedin_poll_question", "link_url"),
    ("quote_tweet_id", "card_uri"),
    ("quote_tweet_id", "poll_options"),
)
NEEDS = (("exclude_reply_user_ids", "reply_to_id"), ("facebook_call_to_action", "facebook_link_url"))


@dataclass(frozen=True, slots=True)
class Field:
    types: str
    encoding: str
    values: tuple[str, ...] = ()
    least: float = 0
    most: float = inf
    longest: float = inf


def _read(types: str, encoding: str, more: list[str]) -> Field:
    longest = next((int(word.removeprefix("<=")) for word in more if word.startswith("<=")), inf)
    least, _, most = next((word for word in more if ".." in word), "..").partition("..")
    values = tuple(word for word in more if encoding in ("one", "ONE"))
    return Field(types, encoding, values, int(least or 0), int(most) if most else inf, longest)


@cache
def fields() -> dict[str, Field]:
    """The table by name."""
    lines = (line.split() for line in _TABLE.splitlines() if line)
    table = {name: _read(types, encoding, more) for name, types, encoding, *more in lines}
    comments = {f"{platform}_first_comment": Field("VPTD", "str") for platform in _COMMENTED}
    return table | comments


def _field(name: str) -> Field | None:
    for start in _INDEXED:
        if name.startswith(start) and name.removeprefix(start).isdecimal():
            return fields()[start.removesuffix("_")]
    return fields().get(name)


def unknown(form: Form, post_type: str) -> list[str]:
    """Fields that the real service drops without a word: unlisted ones, and listed ones on the wrong kind of post."""
    letter = networks.TYPES[post_type]
    names = {*form.fields, *(medium.field for medium in form.files)}
    return sorted(name for name in names if (found := _field(name)) is None or letter not in found.types)


def problems(form: Form) -> list[str]:
    """What is wrong with the encoding of the fields that are known, one sentence each."""
    found = [
        f"{name}: {value!r} is not {wanted}"
        for name, values in form.fields.items()
        if (field := _field(name)) is not None
        for value in values
        if (wanted := _wrong(field, value)) is not None
    ]
    for name, values in form.fields.items():
        found += _out_of_bounds(name, values)
    found += [f"{one} and {other} exclude each other" for one, other in EXCLUSIVE if _has(form, one, other)]
    found += [f"{one} needs {other}" for one, other in NEEDS if form.text(one) and not _needed(form, other)]
    return found


def _out_of_bounds(name: str, values: list[str]) -> list[str]:
    field = _field(name)
    if field is None:
        return []
    entries = _entries(field, values)
    counted = (
        len(entries) if field.encoding in ("list", "csv") else int(values[0]) if _is_whole(field, values) else None
    )
    found = [f"{name}: {entry!r} is longer than {field.longest}" for entry in entries if len(entry) > field.longest]
    if counted is not None and not field.least <= counted <= field.most:
        found.append(f"{name}: {counted} is not from {field.least} to {field.most}")
    return found


def _is_whole(field: Field, values: list[str]) -> bool:
    return field.encoding == "int" and values[0].isdecimal()


def _entries(field: Field, values: list[str]) -> list[str]:
    """A list comes as repeated fields or as one JSON array, what is joined by commas as one text."""
    if field.encoding == "csv":
        return [entry for value in values for entry in value.split(",")]
    if field.encoding == "list" and len(values) == 1 and values[0].startswith("[") and _is_json(values[0]):
        return [str(entry) for entry in json.loads(values[0])]
    return values


def _has(form: Form, *names: str) -> bool:
    return all(form.text(name) for name in names)


def _needed(form: Form, name: str) -> bool:
    return bool(form.text(name) or (name.endswith("_link_url") and form.text("link_url")))


def _wrong(field: Field, value: str) -> str | None:
    if field.encoding in ("one", "ONE"):
        given = value.upper() if field.encoding == "ONE" else value
        return None if given in field.values else "one of " + ", ".join(field.values)
    words, accepts = _ENCODINGS.get(field.encoding, ("", None))
    return None if accepts is None or accepts(value) else words


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_ENCODINGS: dict[str, tuple[str, Callable[[str], bool] | None]] = {
    "bool": ("true or false", lambda text: text in ("true", "false")),
    "int": ("a whole number", str.isdecimal),
    "num": ("a number", _is_number),
    "json": ("JSON", _is_json),
}
