"""The errors a user can meet, each naming the thing, the value and the way out."""


class ProofgaugeError(Exception):
    """Base of every error that the harness raises on purpose."""


class StatementError(ProofgaugeError):
    """A statement, or an expression in it, is not well formed."""


class ShapeError(StatementError):
    """Matrix shapes do not fit; the message shows both shapes and the sub-expression."""


class Unsupported(ProofgaugeError):
    """An arithmetic has no rule for an operator, or a stated limit was reached."""


class Undefined(ProofgaugeError):
    """An expression has no value at a point (division by zero, index out of range ...)."""


class UserFileError(ProofgaugeError):
    """A user's file could not be read as statements."""
