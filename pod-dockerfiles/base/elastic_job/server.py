"""The node's HTTP side: ``create_app`` turns a pod's declaration and its job into a WSGI application.

Every answer is JSON, errors too: ``{"error": <code>, "message": <what, which, why>, "pod": ..., "node": ...}``.
"""

import os
import socket
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from elastic_job import pod as pods
from elastic_job import work
from elastic_job.parameters import BadParameter, values

Job = Callable[[dict[str, Any]], dict[str, Any]]

# Characters that cannot open an object, an array or a string in JSON, so any number of them costs little to parse.
HARMLESS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\\ \t\r\n"
MOST_FIELDS = 100
WAITING_JOBS = 2


class BadBody(ValueError):
    """A body that cannot be read as parameters."""


def create_app(pod: pods.Pod | None = None, job: Job | None = None) -> Flask:
    """The application of one node; without arguments, that of the image it runs in."""
    if pod is None:
        pod = pods.load()
    if job is None:
        from job import run as job

    node = os.environ.get("NODE_NAME") or socket.gethostname()
    name = os.environ.get("POD_NAME") or pod.name
    slots = work.Slots(pod.slots, WAITING_JOBS)

    app = Flask("elastic_job", static_folder=None)
    app.json.sort_keys = False
    app.config.update(
        # Werkzeug cuts a chunked body off here without a word, so one byte more tells a long one from a fitting one.
        MAX_CONTENT_LENGTH=pod.largest_body + 1,
        MAX_FORM_MEMORY_SIZE=pod.largest_body,
        MAX_FORM_PARTS=MOST_FIELDS,
    )

    def failure(status: int, error: str, message: str, **more: Any) -> tuple[dict, int]:
        return {"error": error, "message": message, **more, "pod": name, "node": node}, status

    def run() -> dict:
        with slots.taken(), work.watched(pod.timeout_seconds, request.environ.get("gunicorn.socket")):
            parameters = values(pod.parameters, _given(pod))
            started, started_cpu = time.perf_counter(), time.thread_time()
            result = job(parameters)
            return {
                "result": result,
                "pod": name,
                "node": node,
                "seconds": round(time.perf_counter() - started, 4),
                "cpuSeconds": round(time.thread_time() - started_cpu, 4),
            }

    def health() -> dict:
        return {"status": "ok", "pod": name, "node": node, "running": slots.running, "slots": slots.count}

    def serve(path: str, view: Callable[[], dict], *methods: str) -> None:
        app.add_url_rule(path, f"{view.__name__} {path}", view, methods=methods, provide_automatic_options=False)

    serve("/", run, "GET", "POST")
    serve(pod.job_path, run, "GET", "POST")
    serve(pod.health_path, health, "GET")

    @app.before_request
    def head_never_runs_a_job() -> tuple | None:
        # Werkzeug answers HEAD wherever it answers GET.
        if request.method == "HEAD" and request.path != pod.health_path:
            message = f"{request.path} does not take HEAD"
            return *failure(405, "method_not_allowed", message), {"Allow": "GET, POST"}
        return None

    @app.errorhandler(BadParameter)
    def bad_parameter(error: BadParameter) -> tuple:
        declared = {parameter.name: parameter.allowed for parameter in pod.parameters}
        allowed = error.allowed or declared.get(error.parameter, {})
        return failure(400, "bad_parameter", str(error), parameter=error.parameter, range=allowed)

    @app.errorhandler(BadBody)
    def bad_body(error: BadBody) -> tuple:
        return failure(400, "bad_body", str(error))

    @app.errorhandler(work.Busy)
    def busy(_: work.Busy) -> tuple:
        message = f"all {slots.count} slots of {node} are taken and {WAITING_JOBS} jobs wait; try again"
        return *failure(503, "busy", message), {"Retry-After": "1"}

    @app.errorhandler(work.TimedOut)
    def timed_out(_: work.TimedOut) -> tuple:
        limit = f"{pod.timeout_seconds:g} s, the most that {name} allows"
        return failure(504, "timed_out", f"the job was stopped after {limit}; ask for less work")

    @app.errorhandler(work.Abandoned)
    def abandoned(_: work.Abandoned) -> tuple:
        return failure(499, "abandoned", "the client hung up")

    @app.errorhandler(RequestEntityTooLarge)
    def too_large(_: RequestEntityTooLarge) -> tuple:
        most = pod.largest_body
        return failure(413, "body_too_large", f"the body may have at most {most} bytes", maxBytes=most)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> tuple | Response:
        code = (error.name or "error").lower().replace(" ", "_")
        messages = {
            404: f"there is no {request.path} here; jobs are at {pod.job_path} and health is at {pod.health_path}",
            405: f"{request.path} does not take {request.method}",
        }
        taken = set(getattr(error, "valid_methods", None) or ()) - {"HEAD"}
        headers = {"Allow": ", ".join(sorted(taken))} if taken else {}
        return *failure(error.code or 500, code, messages.get(error.code, error.description or code)), headers

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple:
        app.logger.exception("job failed")
        kind = type(error).__name__
        return failure(500, "job_failed", f"the job ended with an unexpected {kind}; the log of {node} says more")

    return app


def _given(pod: pods.Pod) -> dict[str, Any]:
    """What the client sent, from the query and the body, by parameter name. Naming one twice is refused."""
    given: dict[str, Any] = {}
    for source in (request.args.items(multi=True), _in_body(pod)):
        for name, value in source:
            if name in given:
                raise BadParameter(name[:60], "was given more than once")
            given[name] = value
    return given


def _in_body(pod: pods.Pod) -> list[tuple[str, Any]]:
    kind = request.mimetype
    body = request.get_data()
    if len(body) > pod.largest_body:
        raise RequestEntityTooLarge
    file_parameter = next((p for p in pod.parameters if p.type == "file" and kind in p.accept), None)
    if file_parameter is not None:
        return [(file_parameter.name, body)]
    if kind == "application/json":
        return _in_json(body, pod)
    if kind == "application/x-www-form-urlencoded":
        if body.count(b"&") > MOST_FIELDS:
            raise BadBody(f"a form may have at most {MOST_FIELDS} fields")
        return list(request.form.items(multi=True))
    if kind == "multipart/form-data":
        files = [(name, file.read()) for name, file in request.files.items(multi=True)]
        return [*request.form.items(multi=True), *files]
    if body:
        kinds = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
        kinds += [accepted for parameter in pod.parameters if parameter.type == "file" for accepted in parameter.accept]
        raise BadBody(f"a body must be one of {', '.join(kinds)}, got {kind or 'no content type'}")
    return []


def _in_json(body: bytes, pod: pods.Pod) -> list[tuple[str, Any]]:
    # A few megabytes of "{},{}," would take hundreds once parsed.
    if len(body.translate(None, HARMLESS)) > 4096 + 4 * pod.text_length:
        raise BadBody("the body must be one flat JSON object of parameters, got far more than that")
    try:
        content = request.get_json() if body else {}
    except (HTTPException, RecursionError):
        raise BadBody("the body is not well-formed JSON") from None
    if not isinstance(content, dict):
        raise BadBody(f"the body must be a JSON object of parameters, got {type(content).__name__}")
    return list(content.items())
