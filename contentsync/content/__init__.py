"""Files to posts to deliveries: YAML and Markdown with positions, defaults, times, media, fan-out."""

from contentsync.content.load import load

__all__ = ["load"]
