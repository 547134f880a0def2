"""Where the docs of this program are published."""


def published() -> str:
    """The address that the package names as its documentation, "" where it names none."""
    from importlib.metadata import metadata

    return address(metadata("contentsync").get_all("Project-URL") or [])


def address(links: list[str]) -> str:
    """The one labelled `Documentation` (core metadata, Project-URL)."""
    pairs = (link.partition(",") for link in links)
    return next((url.strip() for label, _, url in pairs if label.strip().casefold() == "documentation"), "")
