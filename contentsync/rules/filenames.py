"""Names of files that X takes for links: `README.md` reads as a host of Moldova, and counts 23."""

from unicodedata import normalize

from contentsync.rules.counting.links import links

_FILES = frozenset({"md", "mov", "py", "zip"})
"""Top-level domains that more files than hosts end in."""

_HOSTS_TOO = frozenset({"cc", "pl", "ps", "rs", "sh", "so"})
"""Those that as many hosts end in: there the name has to look like that of a file."""

_COMMON = frozenset(
    {"build", "config", "deploy", "index", "init", "install", "lib", "main", "mod", "run", "script", "setup", "test"}
)


def linked_file_names(text: str) -> list[str]:
    """The names, in order, as they are written."""
    if "." not in text:
        return []
    text = normalize("NFC", text)
    hosts = [text[link.start : link.end] for link in links(text) if link.is_host]
    return [host for host in hosts if _is_file_name(host)]


def _is_file_name(host: str) -> bool:
    stem, _, suffix = host.rpartition(".")
    if "." in stem:
        return False
    return suffix in _FILES or (suffix in _HOSTS_TOO and (stem in _COMMON or not stem.islower()))
