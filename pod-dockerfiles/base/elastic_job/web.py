"""The little of a web framework that a node needs: a request, an answer, and a test client.

Flask did this before and cost more CPU to import than everything else in a start; docs/decisions/0014 has the figures.
"""

import json
from collections.abc import Callable
from urllib.parse import parse_qsl

PHRASES = {
    200: "OK",
    400: "Bad Request",
    404: "Not Found",
    405: "Method Not Allowed",
    413: "Request Entity Too Large",
    499: "Client Closed Request",
    500: "Internal Server Error",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Refused(Exception):
    """A request that is answered with an error: its HTTP status, a code for programs and a message for people."""

    def __init__(
        self, status: int, error: str, message: str, headers: dict[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": error, "message": message, **more}
        self.headers = headers or {}


class Request:
    def __init__(self, environ: dict[str, object]) -> None:
        self.environ = environ
        self.method: str = environ["REQUEST_METHOD"]
        # WSGI hands bytes over as Latin-1.
        self.path: str = environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace")

    @property
    def query(self) -> list[tuple[str, str]]:
        return pairs(self.environ.get("QUERY_STRING", "").encode("latin-1"))

    @property
    def content_type(self) -> str:
        return self.environ.get("CONTENT_TYPE", "")

    @property
    def mimetype(self) -> str:
        return self.content_type.partition(";")[0].strip().lower()

    def body(self, largest: int) -> bytes | None:
        """The whole body, or nothing when it is longer than allowed; what is too long is not read to its end."""
        announced = self.environ.get("CONTENT_LENGTH")
        if announced:
            if int(announced) > largest:
                return None
            expected = int(announced)
        elif self.environ.get("wsgi.input_terminated"):
            expected = None
        else:
            return b""
        most = largest + 1 if expected is None else expected
        body = bytearray()
        while len(body) < most and (part := self.environ["wsgi.input"].read(most - len(body))):
            body += part
        if expected is None:
            return None if len(body) > largest else bytes(body)
        if len(body) < expected:
            raise Refused(400, "bad_request", "the body ended before its announced length")
        return bytes(body)


def pairs(encoded: bytes) -> list[tuple[str, str]]:
    """The fields of a query or of a form."""
    return parse_qsl(encoded.decode("utf-8", "replace"), keep_blank_values=True, errors="replace")


def multipart(
    body: bytes, content_type: str, most_bytes: int, most_fields: int
) -> list[tuple[str, str | bytes]] | None:
    """The fields and files of a multipart form; nothing when it holds more than allowed."""
    # Imported with the first such form: few jobs come as one, and it would double the cost of a start.
    import io

    from werkzeug.exceptions import RequestEntityTooLarge
    from werkzeug.formparser import FormDataParser
    from werkzeug.http import parse_options_header

    mimetype, options = parse_options_header(content_type)
    parser = FormDataParser(max_form_memory_size=most_bytes, max_form_parts=most_fields)
    try:
        _, fields, files = parser.parse(io.BytesIO(body), mimetype, len(body), options)
    except RequestEntityTooLarge:
        return None
    return [*fields.items(multi=True), *((name, file.read()) for name, file in files.items(multi=True))]


class App:
    """A WSGI application that answers each request with JSON.

    ``answer`` takes a request and returns status, body and headers; it raises nothing.
    """

    def __init__(self, answer: Callable[[Request], tuple[int, bytes, dict[str, str]]]) -> None:
        self._answer = answer

    def __call__(self, environ: dict[str, object], start_response: Callable) -> list[bytes]:
        request = Request(environ)
        status, body, headers = self._answer(request)
        head = [("Content-Type", "application/json"), ("Content-Length", str(len(body))), *headers.items()]
        start_response(f"{status} {PHRASES[status]}", head)
        return [] if request.method == "HEAD" else [body]

    def test_client(self):
        """Asks the application without a socket, for tests."""
        from werkzeug.test import Client

        return Client(self)


def as_json(body: dict[str, object]) -> bytes:
    return json.dumps(body, default=_plain, separators=(",", ":")).encode("ascii") + b"\n"


def _plain(value: object) -> object:
    """What stands in JSON for a value that JSON has no word for. A TypeError says that nothing does."""
    import dataclasses
    import datetime
    import decimal
    import email.utils
    import uuid

    if isinstance(value, datetime.datetime):
        # A time without a zone is taken for UTC.
        aware = value if value.tzinfo else value.replace(tzinfo=datetime.UTC)
        return email.utils.format_datetime(aware.astimezone(datetime.UTC), usegmt=True)
    if isinstance(value, datetime.date):
        return _plain(datetime.datetime.combine(value, datetime.time()))
    if isinstance(value, (decimal.Decimal, uuid.UUID)):
        return str(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"a result of type {type(value).__name__} cannot be written as JSON")
