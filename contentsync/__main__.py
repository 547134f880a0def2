"""`python -m contentsync` and the installed command: the same door."""

import sys


def main() -> None:
    """Answer `--version` before anything heavier is imported, else hand over to the command line."""
    if sys.argv[1:] == ["--version"]:
        from contentsync import __version__

        sys.stdout.write(f"contentsync {__version__}\n")
        return
    from contentsync.cli.main import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
