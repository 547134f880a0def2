"""The table of verbs. A verb's module is imported when it is called, so that help and version stay light."""

from typing import NamedTuple


class Verb(NamedTuple):
    """`module` has a click command named `command`; `help_line` stands in the list of `contentsync --help`."""

    module: str
    help_line: str


GROUPS: dict[str, dict[str, Verb]] = {
    "Write": {
        "init": Verb("contentsync.cli.init", "Set up a folder of posts, with a first one."),
        "new": Verb("contentsync.cli.new", "Write the file of a new post."),
        "validate": Verb("contentsync.cli.validate", "Find what is wrong in the files, offline."),
        "mv": Verb("contentsync.cli.mv", "Give a post another id or place; it stays the same post."),
        "fmt": Verb("contentsync.cli.fmt", "Format the files, and change nothing that they mean."),
    },
    "Sync": {
        "plan": Verb("contentsync.cli.plan", "Show what apply would do."),
        "apply": Verb("contentsync.cli.apply", "Make the schedule what the files say."),
        "status": Verb("contentsync.cli.status", "What is coming, what went out, what failed."),
        "show": Verb("contentsync.cli.show", "One post: every value, and what is sent for it."),
        "resolve": Verb("contentsync.cli.resolve", "End what waits for a person."),
        "import": Verb("contentsync.cli.importing", "Take over what people scheduled in Upload-Post."),
    },
    "Look": {
        "review": Verb("contentsync.cli.review", "The posts as followers will see them."),
    },
    "Account": {
        "profiles": Verb("contentsync.cli.profiles", "The account's profiles: look, make, connect."),
        "doctor": Verb("contentsync.cli.doctor", "Check key, server, clock, state and settings."),
    },
    "Plumbing": {
        "state": Verb("contentsync.cli.state", "Look at what contentsync remembers."),
        "schema": Verb("contentsync.cli.schema", "Print the JSON Schemas, for editors."),
        "sandbox": Verb("contentsync.cli.sandbox", "Run and steer the local emulator."),
        "ci": Verb("contentsync.cli.ci", "What a workflow runs: plan, apply and drift, by event."),
        "completion": Verb("contentsync.cli.completion", "Print the shell's completion script."),
    },
}

VERBS: dict[str, Verb] = {name: verb for group in GROUPS.values() for name, verb in group.items()}

TRIED: dict[str, str] = {
    "diff": "plan",
    "preview": "review",
    "render": "review",
    "calendar": "review --format text",
    "sync": "apply",
    "push": "apply",
    "publish": "apply",
    "deploy": "apply",
    "check": "validate",
    "lint": "validate",
    "format": "fmt",
    "add": "new",
    "create": "new",
    "list": "status",
    "ls": "status",
    "explain": "show ADDRESS",
    "retry": "resolve ADDRESS --retry",
    "restore": "resolve ADDRESS --restore",
    "unlock": "state unlock",
    "import-all": "import --all",
    "adopt": "import",
    "setup": "init",
    "rename": "mv OLD NEW",
    "move": "mv OLD NEW",
    "login": "doctor",
}
"""Words that people try, and the verb that does it."""

ADVICE: dict[str, str] = {
    "cancel": "set `draft: true` in the post or remove its file, then: contentsync apply",
    "delete": "remove the post's file, then: contentsync apply",
    "destroy": "remove the files of the posts, then: contentsync apply --allow-delete N",
    "rm": "remove the post's file, then: contentsync apply",
    "rollback": "git revert the commit, then: contentsync apply",
    "undo": "git revert the commit, then: contentsync apply",
    "edit": "edit the post's file, then: contentsync plan",
    "help": "contentsync --help, or contentsync VERB --help",
    "version": "contentsync --version",
}
"""Words that people try for what files and git do here."""
