"""The one class of error that a person can act on; anything else that is raised is a bug and looks like one."""

from contentsync.model.problem import Problem

EXIT_DONE = 0
EXIT_ERROR = 1
EXIT_CHANGES = 2
EXIT_WAITING = 3
EXIT_STALE = 4


class UserError(Exception):
    """Something the person at the keyboard can put right.

    `message` says what is wrong and where, `fix` the next thing to do (often a command to type). `problems` carries
    findings with positions where there are any. `exit_code` is one of the EXIT_ constants (design, command line).
    """

    exit_code = EXIT_ERROR

    def __init__(self, message: str, fix: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix
        self.problems = problems


class OutOfReachError(UserError):
    """Where the state is kept cannot be asked at present, whatever is there."""


class StaleError(UserError):
    """Someone else's lease, a moved state, or a plan that no longer holds."""

    exit_code = EXIT_STALE
