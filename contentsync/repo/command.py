"""Short questions to git about this repository; what meets a network goes through `process`."""

from pathlib import Path

from contentsync.model.errors import UserError

# What git says with it: nothing was found, as opposed to something is wrong.
NOT_FOUND = (1, 2)


def asked(root: Path, *words: str) -> str:
    """What `git words…` prints in `root`, trimmed; "" where git finds nothing. UserError where git cannot answer."""
    try:
        from git import Git
        from git import GitCommandError
        from git import GitCommandNotFound
    except ImportError as error:
        raise UserError(f"git cannot be run: {error}", "Install git, or put it on the PATH.") from None
    try:
        return str(Git(root).execute(["git", "--literal-pathspecs", *words]))
    except GitCommandNotFound as error:
        raise UserError(f"git cannot be run: {error}", "Install git, or put it on the PATH.") from None
    except GitCommandError as error:
        if error.status in NOT_FOUND:
            return ""
        raise _failure(root, words[0], error.stderr) from None


def _said(stderr: str) -> str:
    """The words of git without the wrapper's label."""
    return stderr.strip().removeprefix("stderr:").strip().strip("'")


def _failure(root: Path, verb: str, stderr: str) -> UserError:
    if "not a git repository (or any" in stderr:
        return UserError(
            f"{root} is not in a git repository, and a repository is what is published", f"git init {root}"
        )
    fix = "Run `git status` there and put right what it says."
    if "dubious ownership" in stderr:
        fix = f"git config --global --add safe.directory {root}"
    return UserError(f"git {verb} failed in {root}: {_said(stderr)}", fix)
