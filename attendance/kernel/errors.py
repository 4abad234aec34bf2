"""One tree of errors. Each has a stable `code`, an HTTP status, and a sentence that says what to do.

AttendanceError
├── InvalidInput          400  what was sent can't be read or makes no sense
├── NotAuthenticated      401
├── NotAllowed            403  known, but not permitted
├── NotFound              404  absent, or not yours to see
├── Conflict              409  true a moment ago, not any more
├── TooLarge              413
├── TooManyRequests       429
└── vendor failures, raised by vendor clients only
    ├── Temporary         503  try again later
    ├── Rejected          422  the vendor said no to this message; show why
    └── Misconfigured     424  the account needs an administrator
"""

from typing import Any, ClassVar


class AttendanceError(Exception):
    """Base of every error that we raise on purpose; `facts` fill the message and travel to the client."""

    code: ClassVar[str] = "internal_error"
    status: ClassVar[int] = 500
    message: ClassVar[str] = "Something failed on our side. Try again; if it stays, run `attendance doctor`."

    def __init__(self, detail: str | None = None, **facts: Any) -> None:
        self.facts = facts
        self.detail = detail if detail is not None else self.message.format(**facts)
        super().__init__(self.detail)


class InvalidInput(AttendanceError):
    code = "invalid_input"
    status = 400
    message = "The request can't be understood."


class NotAuthenticated(AttendanceError):
    code = "not_authenticated"
    status = 401
    message = "Sign in first, or send a valid API token."


class NotAllowed(AttendanceError):
    code = "not_allowed"
    status = 403
    message = "Your role doesn't permit this. Ask an administrator."


class NotFound(AttendanceError):
    code = "not_found"
    status = 404
    message = "There is no such {what}, or it isn't visible to you."

    def __init__(self, what: str = "thing", **facts: Any) -> None:
        super().__init__(what=what, **facts)


class Conflict(AttendanceError):
    code = "conflict"
    status = 409
    message = "Somebody changed this meanwhile. Load it again."


class TooLarge(AttendanceError):
    code = "too_large"
    status = 413
    message = "The body is larger than {limit_bytes} bytes."


class TooManyRequests(AttendanceError):
    """`retry_after_seconds` travels as the Retry-After header."""

    code = "too_many_requests"
    status = 429
    message = "Too many requests. Try again in {retry_after_seconds} seconds."


class VendorFailure(AttendanceError):
    """A vendor refused or did not answer. `reason` is a code of ours, `detail` the vendor's words."""

    def __init__(
        self, detail: str, *, reason: str, retry_after_seconds: float | None = None, **facts: Any
    ) -> None:
        super().__init__(detail, reason=reason, **facts)
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds


class Temporary(VendorFailure):
    """`may_have_arrived`: the vendor may have done it, and only its answer was lost."""

    code = "vendor_unavailable"
    status = 503

    def __init__(
        self,
        detail: str,
        *,
        reason: str,
        retry_after_seconds: float | None = None,
        may_have_arrived: bool = False,
        **facts: Any,
    ) -> None:
        super().__init__(detail, reason=reason, retry_after_seconds=retry_after_seconds, **facts)
        self.may_have_arrived = may_have_arrived


class Rejected(VendorFailure):
    code = "vendor_rejected"
    status = 422


class Misconfigured(VendorFailure):
    code = "vendor_misconfigured"
    status = 424
