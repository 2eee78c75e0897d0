"""What a person can mend: each error is a code with parameters, shown as one helpful sentence.

Anything that is not a `FactcheckError` is a bug and must look like one, so nobody may raise these
to hide one, nor catch them without showing their sentence.
"""


class FactcheckError(Exception):
    """A failure that a person can mend; its sentence is `errors.CODE` in the texts."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        from factcheck.texts import text

        return text(f"errors.{self.code}", **self.params)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.code, self.params))


def _rebuild(kind: type[FactcheckError], code: str, params: dict[str, object]) -> FactcheckError:
    return kind(code, **params)


class Conflict(FactcheckError):
    """Somebody else has since changed what this edit stands on; nothing was written."""


class NotAllowed(FactcheckError):
    """The rules of the project, or the role of who acts, do not permit it."""


class NotFound(FactcheckError):
    """What was named is not there, or not any more."""


class BadInput(FactcheckError):
    """What came from outside cannot be taken as it is."""


class Damaged(FactcheckError):
    """The project's file is not whole, or not one of ours."""


class Busy(FactcheckError):
    """Another program holds what is needed; trying again may help."""


class Cancelled(FactcheckError):
    """The person's own wish; everything is as before and no sentence is needed."""

    def __init__(self) -> None:
        super().__init__("cancelled")
