"""Problem codes, stable for ever: a code is never given a second meaning.

1xx reading files, 2xx keys and times of a post, 3xx networks, 4xx media, 5xx account and remote, 6xx plan.
"""

CODES: dict[str, str] = {
    # 1xx: reading files
    "CS101": "yaml-syntax",
    "CS102": "duplicate-key",
    "CS103": "text-swallowed-by-comment",
    "CS104": "unused-anchor",
    "CS105": "yaml-tag",
    "CS106": "yaml-too-large",
    "CS107": "not-utf-8",
    "CS108": "unreadable-file",
    "CS109": "front-matter",
    "CS110": "not-a-post",
    "CS111": "file-matches-nothing",
    "CS112": "broken-defaults",
    # 2xx: keys and times of a post
    "CS201": "unknown-key",
    "CS202": "wrong-type",
    "CS203": "missing-key",
    "CS204": "bad-date",
    "CS205": "time-zone-missing",
    "CS206": "time-zone-unknown",
    "CS207": "time-does-not-exist",
    "CS208": "time-exists-twice",
    "CS209": "duplicate-id",
    "CS210": "bad-id",
    "CS211": "nothing-to-say",
    "CS212": "undeclared-variable",
    "CS213": "markdown-marks",
    # 3xx: networks
    "CS301": "unknown-platform",
    "CS302": "unknown-option",
    "CS303": "option-value",
    "CS304": "option-on-wrong-type",
    "CS305": "type-not-supported",
    "CS306": "option-missing",
    "CS307": "options-exclusive",
    "CS310": "x-removes-links",
    "CS311": "network-unavailable",
    # 4xx: media
    "CS401": "media-missing",
    "CS402": "media-outside-repository",
    "CS403": "media-type",
    "CS404": "media-mixed",
    "CS405": "media-unreadable",
    # 5xx: account and remote
    "CS501": "profile-unknown",
    "CS502": "account-not-connected",
    "CS503": "free-plan-uploads",
    "CS504": "daily-cap",
    "CS505": "destination-unknown",
    # 6xx: plan
    "CS601": "too-late",
    "CS602": "edited-after-publishing",
    "CS603": "failed",
    "CS604": "drift",
    "CS605": "partly-failed",
    "CS606": "cancelled-by-a-person",
}
