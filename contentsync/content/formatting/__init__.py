"""Formatting files by surgery on their lines: nothing is ever written anew from values, and no text is lost."""

from contentsync.content.formatting.format import Form
from contentsync.content.formatting.format import form_of
from contentsync.content.formatting.format import formatted
from contentsync.content.formatting.meaning import same_posts
from contentsync.content.formatting.meaning import same_values

__all__ = ["Form", "form_of", "formatted", "same_posts", "same_values"]
