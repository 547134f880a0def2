"""X. Source: Upload-Post docs, upload-video, upload-photo and upload-text pages."""

from contentsync.platforms.common import alt_texts
from contentsync.platforms.common import first_comment
from contentsync.platforms.common import first_comment_media
from contentsync.platforms.media import GB
from contentsync.platforms.media import MB
from contentsync.platforms.media import MINUTE
from contentsync.platforms.media import Bound
from contentsync.platforms.media import Count
from contentsync.platforms.media import MediaLimits
from contentsync.platforms.media import Takes
from contentsync.platforms.table import TEXT_ONLY
from contentsync.platforms.table import VP
from contentsync.platforms.table import VPT
from contentsync.platforms.table import Limit
from contentsync.platforms.table import Option
from contentsync.platforms.table import P
from contentsync.platforms.table import Platform
from contentsync.platforms.table import T
from contentsync.platforms.table import V

REPLY_SETTINGS = ("following", "mentionedUsers", "subscribers", "verified")
NOT_WITH_QUOTE = ("card_uri", "poll_options", "direct_message_deep_link")

X = Platform(
    name="x",
    label="X",
    prefix="x_",
    places={"video": TEXT_ONLY, "photo": TEXT_ONLY, "text": TEXT_ONLY},
    limits=(
        Limit(0, types=T, when=("article_title", ())),
        Limit(25_000, measure="weighted", when=("long_text_as_post", (True,))),
        Limit(280, measure="weighted", excess="thread", premium=25_000),
        Limit(280, "first_comment", measure="weighted", excess="doubtful", premium=25_000),
    ),
    media=MediaLimits(
        photo={
            "": Takes(
                formats=("jpeg", "png", "gif", "webp"),
                bounds=(
                    Bound("size", most=5 * MB, formats=("jpeg", "png", "webp")),
                    Bound("size", most=15 * MB, formats=("gif",)),
                ),
            )
        },
        video={
            "": Takes(
                formats=("mp4",),
                bounds=(
                    Bound("size", most=8 * GB, refused_above=16 * GB, note="16 GB with Premium", premium=16 * GB),
                    Bound(
                        "seconds",
                        most=140,
                        refused_above=125 * MINUTE,
                        note="other pages of Upload-Post's docs say 20 minutes, and 125 with Premium",
                        premium=125 * MINUTE,
                    ),
                    Bound("shorter", 32),
                    Bound("longer", most=1920),
                    Bound("ratio", 1 / 3, 3),
                    Bound("rate", most=60),
                ),
            )
        },
        cover=Takes(bounds=(Bound("size", most=5 * MB),)),
        count=Count(4, "the rest goes into further posts of a thread", option="thread_image_layout"),
    ),
    options=(
        first_comment("x", VPT),
        Option(
            "long_text_as_post", "x_long_text_as_post", "bool", VPT, "One long post instead of a thread. Needs Premium."
        ),
        Option(
            "reply_settings",
            "reply_settings",
            "choice",
            VPT,
            "Who may reply; everyone if not given.",
            choices=REPLY_SETTINGS,
        ),
        Option("nullcast", "nullcast", "bool", VPT, "Publish without showing it to followers, for promotion only."),
        Option("for_super_followers_only", "for_super_followers_only", "bool", VPT, "Only super followers see it."),
        Option("community_id", "community_id", "text", VPT, "The community to post in."),
        Option(
            "share_with_followers", "share_with_followers", "bool", VPT, "Show a community post to followers as well."
        ),
        Option(
            "made_with_ai",
            "made_with_ai",
            "bool",
            VPT,
            "Label the media as made with AI.",
            aliases=("is_ai_generated",),
        ),
        Option("paid_partnership", "x_paid_partnership", "bool", VPT, "Label the post as a paid partnership."),
        Option("geo_place_id", "geo_place_id", "text", VPT, "A place to attach to the post."),
        Option("place_id", "place_id", "text", VP, "A place to attach to the media."),
        Option(
            "direct_message_deep_link",
            "direct_message_deep_link",
            "text",
            VPT,
            "A link that opens a private conversation.",
            exclusive_with=("card_uri", "quote_tweet_id", "poll_options", "article_title"),
        ),
        Option("tagged_user_ids", "tagged_user_ids[]", "list", VP, "Ids of the people in the media.", most=10),
        Option(
            "thread_image_layout",
            "x_thread_image_layout",
            "text",
            P,
            "How many images each post of the thread carries, as in `2,3,1`; they add up to the number of images.",
            pattern=r"[0-4](\s*,\s*[0-4])*|\[\s*[0-4](\s*,\s*[0-4])*\s*\]",
            pattern_about="numbers from 0 to 4, as in `2,3,1`",
        ),
        alt_texts("x_alt_text[]", P, longest=1000),
        Option("reply_to_id", "reply_to_id", "text", VPT, "The post to reply to.", exclusive_with=("article_title",)),
        Option(
            "exclude_reply_user_ids",
            "exclude_reply_user_ids[]",
            "list",
            VPT,
            "People who are left out of the reply.",
            needs=("reply_to_id",),
        ),
        Option("subtitles", "x_subtitles", "text", V, "Subtitles, as the text of an .srt file."),
        Option(
            "subtitles_url",
            "x_subtitles_url",
            "url",
            V,
            "Address of an .srt file of at most 1 MB.",
            inherits="captions",
            exclusive_with=("subtitles",),
        ),
        Option(
            "subtitles_language",
            "x_subtitles_language",
            "text",
            V,
            "Two-letter language of the subtitles; EN if not given.",
        ),
        Option("subtitles_name", "x_subtitles_name", "text", V, "How the subtitles are called.", longest=150),
        Option("quote_tweet_id", "quote_tweet_id", "text", T, "The post to quote.", exclusive_with=NOT_WITH_QUOTE),
        Option("post_url", "post_url", "url", T, "Address of a post to attach.", exclusive_with=NOT_WITH_QUOTE),
        Option("card_uri", "card_uri", "text", T, "A card to attach.", exclusive_with=("poll_options",)),
        Option("poll_options", "poll_options[]", "list", T, "The answers of a poll.", least=2, most=4, longest=25),
        Option(
            "poll_duration",
            "poll_duration",
            "int",
            T,
            "How long the poll runs, in minutes; 1,440 if not given.",
            least=5,
            most=10080,
            needs=("poll_options",),
        ),
        Option(
            "poll_reply_settings",
            "poll_reply_settings",
            "choice",
            T,
            "Who may reply to the poll.",
            choices=REPLY_SETTINGS,
            needs=("poll_options",),
        ),
        Option(
            "article_title",
            "x_article_title",
            "text",
            T,
            "Headline of a long article, which is then published instead of a post. Needs Premium.",
            longest=100,
            exclusive_with=("poll_options", "quote_tweet_id", "card_uri"),
        ),
        Option(
            "article_body",
            "x_article_body",
            "text",
            T,
            "The article, as text or light Markdown; the post's text if not given.",
            needs=("article_title",),
            is_text=True,
        ),
        Option(
            "article_content_state",
            "x_article_content_state",
            "json",
            T,
            "The article as blocks and entities; wins over `article_body`.",
            needs=("article_title",),
            is_text=True,
        ),
        Option(
            "article_draft", "x_article_draft", "bool", T, "Only save the article as a draft.", needs=("article_title",)
        ),
        Option(
            "article_cover_media",
            "x_article_cover_media",
            "file",
            T,
            "Cover of the article: a picture of at most 5 MB.",
            needs=("article_title",),
            is_cover=True,
        ),
        first_comment_media(),
    ),
)
