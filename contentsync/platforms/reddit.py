"""Reddit. Source: Upload-Post docs, upload-text page, and the official Python client 2.13."""

from contentsync.platforms.common import first_comment
from contentsync.platforms.common import first_comment_media
from contentsync.platforms.common import link
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Option
from contentsync.platforms.table import Place
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T

HEADED = Place(text="description", headline="title", needs_title=True, falls_back=False)
"""The body has no field for this network alone, and no title stands in for it."""

REDDIT = Platform(
    name="reddit",
    label="Reddit",
    prefix="reddit_",
    places={"video": TEXT_ONLY, "photo": HEADED, "text": HEADED},
    unavailable="Upload-Post answers 503 `reddit_unavailable`.",
    options=(
        first_comment("reddit", VPT),
        Option("subreddit", "subreddit", "text", VPT, "Where to post, without r/.", required=True),
        Option("flair_id", "flair_id", "text", VPT, "Template of the flair."),
        Option("flair_text", "reddit_flair_text", "text", VPT, "Text of the flair."),
        link("reddit_link_url", T, "Page that the post is about; the post's `link` if not given.", "link_url"),
        Option("nsfw", "reddit_nsfw", "bool", VPT, "Not for everyone's eyes.", aliases=("nsfw",)),
        Option("spoiler", "reddit_spoiler", "bool", VPT, "Tells how it ends.", aliases=("spoiler",)),
        Option("resubmit", "reddit_resubmit", "bool", VPT, "Post a link that has been posted before."),
        Option("send_replies", "reddit_send_replies", "bool", VPT, "Replies come to the inbox."),
        Option("gallery_captions", "reddit_gallery_captions[]", "list", VPT, "A caption for each picture."),
        Option("gallery_urls", "reddit_gallery_urls[]", "list", VPT, "A link for each picture."),
        first_comment_media(),
    ),
)
