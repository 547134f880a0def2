"""contentsync: social-media posts as files in git, applied to the Upload-Post schedule."""

__version__ = "0.1.0"
