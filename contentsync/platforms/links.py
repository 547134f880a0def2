"""The links that X removes from posts, first comments included, unless the account has the X Links add-on.

Source: Upload-Post docs, upload-text page: addresses with a scheme, hosts with `www.`, shorteners, a bare host with a
path, an IP address with a path. Veiled forms (`example[.]com`, `hxxp://`) stay.
"""

import re

SHORTENERS = ("t.co", "bit.ly", "tinyurl.com", "goo.gl", "ow.ly", "buff.ly", "is.gd", "lnkd.in", "rb.gy", "cutt.ly")

_LINK = re.compile(
    r"""(?<![\w@.\-/\[\]])(?:
        (?:https?|ftp)://\S+
      | www\.[^\s/.]+\.\S+
      | (?:\d{1,3}\.){3}\d{1,3}(?::\d+)?/\S*
      | (?:[^\W_](?:[\w\-]*[^\W_])?\.)+[^\W\d_]{2,}(?::\d+)?/\S*
      | (?:SHORTENERS)(?![\w.\-@]*\w)
    )""".replace("SHORTENERS", "|".join(map(re.escape, SHORTENERS))),
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING = ".,;:!?)]}'\"»”’"


def removed_links(text: str) -> list[str]:
    """Every link that X would lose, as written, in order; without the punctuation that ends the sentence."""
    if "." not in text and "://" not in text:
        return []
    words = (word for word in text.split() if "." in word[:-1] or "://" in word)
    return [match.group().rstrip(_TRAILING) for word in words for match in _LINK.finditer(word)]
