"""Why a medium cannot be used."""


class MediaError(Exception):
    """`code` is a key of `model.codes.CODES` (4xx); `message` and `fix` are what a problem at that line says."""

    def __init__(self, code: str, message: str, fix: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fix = fix
