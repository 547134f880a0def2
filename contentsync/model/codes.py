"""Problem codes, stable for ever: a code is never given a second meaning.

1xx reading files, 2xx keys and times of a post, 3xx networks, 4xx media, 5xx account and remote, 6xx plan.
"""

from typing import NamedTuple


class Code(NamedTuple):
    """`may_be_lowered` where a delivery can be made all the same: what is found is a judgement about what a network or
    a reader would make of it, so that people who know better may make less of it, by a setting or a comment.
    """

    name: str
    may_be_lowered: bool = False


CODES: dict[str, Code] = {
    # 1xx: reading files
    "CS101": Code("yaml-syntax"),
    "CS102": Code("duplicate-key"),
    "CS103": Code("text-swallowed-by-comment"),
    "CS104": Code("unused-anchor"),
    "CS105": Code("yaml-tag"),
    "CS106": Code("yaml-too-large"),
    "CS107": Code("not-utf-8"),
    "CS108": Code("unreadable-file"),
    "CS109": Code("front-matter"),
    "CS110": Code("not-a-post"),
    "CS111": Code("file-matches-nothing", may_be_lowered=True),
    "CS112": Code("broken-defaults"),
    "CS113": Code("ignore-without-reason"),
    "CS114": Code("ignore-in-vain", may_be_lowered=True),
    "CS115": Code("ignore-impossible"),
    "CS116": Code("ignore-in-text", may_be_lowered=True),
    # 2xx: keys and times of a post
    "CS201": Code("unknown-key"),
    "CS202": Code("wrong-type"),
    "CS203": Code("missing-key"),
    "CS204": Code("bad-date"),
    "CS205": Code("time-zone-missing"),
    "CS206": Code("time-zone-unknown"),
    "CS207": Code("time-does-not-exist"),
    "CS208": Code("time-exists-twice"),
    "CS209": Code("duplicate-id"),
    "CS210": Code("bad-id"),
    "CS211": Code("nothing-to-say"),
    "CS212": Code("undeclared-variable"),
    "CS213": Code("markdown-marks", may_be_lowered=True),
    # 3xx: networks
    "CS301": Code("unknown-platform"),
    "CS302": Code("unknown-option"),
    "CS303": Code("option-value"),
    "CS304": Code("option-on-wrong-type"),
    "CS305": Code("type-not-supported"),
    "CS306": Code("option-missing"),
    "CS307": Code("options-exclusive"),
    "CS310": Code("x-removes-links", may_be_lowered=True),
    "CS311": Code("network-unavailable", may_be_lowered=True),
    "CS312": Code("option-in-doubt", may_be_lowered=True),
    "CS320": Code("text-too-long", may_be_lowered=True),
    "CS321": Code("becomes-a-thread", may_be_lowered=True),
    "CS322": Code("text-cut", may_be_lowered=True),
    "CS323": Code("title-cut", may_be_lowered=True),
    "CS324": Code("text-for-title-too-long", may_be_lowered=True),
    "CS325": Code("text-may-be-too-long", may_be_lowered=True),
    "CS326": Code("file-name-reads-as-link", may_be_lowered=True),
    "CS327": Code("too-many-links", may_be_lowered=True),
    "CS328": Code("too-many-mentions", may_be_lowered=True),
    "CS329": Code("hidden-sign", may_be_lowered=True),
    "CS330": Code("same-text", may_be_lowered=True),
    "CS331": Code("nearly-the-same-text", may_be_lowered=True),
    "CS332": Code("too-close", may_be_lowered=True),
    "CS333": Code("quiet-hours", may_be_lowered=True),
    "CS334": Code("blackout", may_be_lowered=True),
    "CS335": Code("hashtag-twice", may_be_lowered=True),
    "CS336": Code("too-many-hashtags", may_be_lowered=True),
    "CS337": Code("hashtag-banned", may_be_lowered=True),
    # 4xx: media
    "CS401": Code("media-missing"),
    "CS402": Code("media-outside-repository"),
    "CS403": Code("media-type"),
    "CS404": Code("media-mixed"),
    "CS405": Code("media-unreadable"),
    "CS410": Code("media-empty"),
    "CS411": Code("media-not-what-it-says", may_be_lowered=True),
    "CS412": Code("media-damaged", may_be_lowered=True),
    "CS413": Code("media-too-many-pixels"),
    "CS414": Code("video-without-picture", may_be_lowered=True),
    "CS420": Code("media-too-many", may_be_lowered=True),
    "CS421": Code("media-left-over", may_be_lowered=True),
    "CS422": Code("media-format", may_be_lowered=True),
    "CS423": Code("media-size", may_be_lowered=True),
    "CS424": Code("media-pixels", may_be_lowered=True),
    "CS425": Code("media-shape", may_be_lowered=True),
    "CS426": Code("video-length", may_be_lowered=True),
    "CS427": Code("media-rate", may_be_lowered=True),
    "CS428": Code("document-pages", may_be_lowered=True),
    "CS429": Code("alt-text-length", may_be_lowered=True),
    # 5xx: account and remote
    "CS501": Code("profile-unknown"),
    "CS502": Code("account-not-connected"),
    "CS503": Code("free-plan-uploads", may_be_lowered=True),
    "CS504": Code("daily-cap", may_be_lowered=True),
    "CS505": Code("destination-unknown"),
    "CS506": Code("pin-wins", may_be_lowered=True),
    "CS507": Code("destination-not-chosen"),
    "CS508": Code("privacy-level-closed"),
    "CS509": Code("option-ignored", may_be_lowered=True),
    "CS510": Code("network-not-on-plan"),
    # 6xx: plan
    "CS601": Code("too-late", may_be_lowered=True),
    "CS602": Code("edited-after-publishing", may_be_lowered=True),
    "CS603": Code("failed", may_be_lowered=True),
    "CS604": Code("drift", may_be_lowered=True),
    "CS605": Code("partly-failed", may_be_lowered=True),
    "CS606": Code("cancelled-by-a-person", may_be_lowered=True),
}

_BETWEEN_POSTS = ("CS330", "CS334")
_NOT_OF_FILES = "CS500"


def keeps_back(code: str) -> bool:
    """Whether an error keeps its post from being written. What is said between posts, of the account or of the plan is
    an error by the settings alone, and is known only once it is decided what is written.
    """
    first, last = _BETWEEN_POSTS
    return code < _NOT_OF_FILES and not first <= code <= last
