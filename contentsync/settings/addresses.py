"""Where the API is, and where its key may be sent."""

from urllib.parse import urlsplit

API_URL = "https://api.upload-post.com/api"  # Upload-Post docs, API reference
SANDBOX = "sandbox"
UNSAFE = "{!r} is no https:// address: the key would be readable on the way"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_safe_url(url: str) -> bool:
    """Whether a key may be sent there: https, or http on this machine."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        )
    except ValueError:
        return False
