"""The node's HTTP side: ``create_app`` turns a pod's declaration and its job into a WSGI application.

Every answer is JSON, errors too: ``{"error": <code>, "message": <what, which, why>, "pod": ..., "node": ...}``.
"""

import json
import logging
import os
import socket
import time
from collections.abc import Callable

from elastic_job import pod as pods
from elastic_job import work
from elastic_job.parameters import BadParameter, values
from elastic_job.web import App, Refused, Request, as_json, multipart, pairs

Job = Callable[[dict[str, object]], dict[str, object]]

# Characters that cannot open an object, an array or a string in JSON, so any number of them costs little to parse.
HARMLESS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/\\ \t\r\n"
MOST_FIELDS = 100
WAITING_JOBS = 2


log = logging.getLogger("elastic_job")


def create_app(pod: pods.Pod | None = None, job: Job | None = None) -> App:
    """The application of one node; without arguments, that of the image it runs in."""
    if pod is None:
        pod = pods.load()
    if job is None:
        from job import run as job

    node = os.environ.get("NODE_NAME") or socket.gethostname()
    name = os.environ.get("POD_NAME") or pod.name
    slots = work.Slots(pod.slots, WAITING_JOBS)

    def run(request: Request) -> dict:
        with slots.taken(), work.watched(pod.timeout_seconds, request.environ.get("gunicorn.socket")):
            parameters = values(pod.parameters, _given(request, pod))
            started, started_cpu = time.perf_counter(), time.thread_time()
            result = job(parameters)
            return {
                "result": result,
                "pod": name,
                "node": node,
                "seconds": round(time.perf_counter() - started, 4),
                "cpuSeconds": round(time.thread_time() - started_cpu, 4),
            }

    def health(_: Request) -> dict:
        return {"status": "ok", "pod": name, "node": node, "running": slots.running, "slots": slots.count}

    # HEAD never runs a job.
    routes = {
        "/": (run, ("GET", "POST")),
        pod.job_path: (run, ("GET", "POST")),
        pod.health_path: (health, ("GET", "HEAD")),
    }

    def serve(request: Request) -> dict:
        if request.path not in routes:
            jobs = f"jobs are at {pod.job_path} and health is at {pod.health_path}"
            raise Refused(404, "not_found", f"there is no {request.path} here; {jobs}")
        view, methods = routes[request.path]
        if request.method not in methods:
            allow = ", ".join(method for method in methods if method != "HEAD")
            message = f"{request.path} does not take {request.method}"
            raise Refused(405, "method_not_allowed", message, headers={"Allow": allow})
        return view(request)

    def answer(request: Request) -> tuple[int, bytes, dict[str, str]]:
        try:
            return 200, as_json(serve(request)), {}
        except Exception as error:
            refused = refusal(error)
            return refused.status, as_json({**refused.body, "pod": name, "node": node}), refused.headers

    def refusal(error: Exception) -> Refused:
        match error:
            case Refused():
                return error
            case BadParameter():
                declared = {parameter.name: parameter.allowed for parameter in pod.parameters}
                allowed = error.allowed or declared.get(error.parameter, {})
                return Refused(400, "bad_parameter", str(error), parameter=error.parameter, range=allowed)
            case work.Busy():
                message = f"all {slots.count} slots of {node} are taken and {WAITING_JOBS} jobs wait; try again"
                return Refused(503, "busy", message, headers={"Retry-After": "1"})
            case work.TimedOut():
                limit = f"{pod.timeout_seconds:g} s, the most that {name} allows"
                return Refused(504, "timed_out", f"the job was stopped after {limit}; ask for less work")
            case work.Abandoned():
                return Refused(499, "abandoned", "the client hung up")
            case _:
                log.error("job failed", exc_info=error)
                more = f"an unexpected {type(error).__name__}; the log of {node} says more"
                return Refused(500, "job_failed", f"the job ended with {more}")

    return App(answer)


def _given(request: Request, pod: pods.Pod) -> dict[str, object]:
    """What the client sent, from the query and the body, by parameter name. Naming one twice is refused."""
    given: dict[str, object] = {}
    for source in (request.query, _in_body(request, pod)):
        for name, value in source:
            if name in given:
                raise BadParameter(name[:60], "was given more than once")
            given[name] = value
    return given


def _in_body(request: Request, pod: pods.Pod) -> list[tuple[str, object]]:
    kind = request.mimetype
    body = request.body(pod.largest_body)
    if body is None:
        raise _too_large(pod)
    file_parameter = next((p for p in pod.parameters if p.type == "file" and kind in p.accept), None)
    if file_parameter is not None:
        return [(file_parameter.name, body)]
    if kind == "application/json":
        return _in_json(body, pod)
    if kind == "application/x-www-form-urlencoded":
        if body.count(b"&") > MOST_FIELDS:
            raise _bad_body(f"a form may have at most {MOST_FIELDS} fields")
        return pairs(body)
    if kind == "multipart/form-data":
        fields = multipart(body, request.content_type, pod.largest_body, MOST_FIELDS)
        if fields is None:
            raise _too_large(pod)
        return fields
    if body:
        kinds = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]
        kinds += [accepted for parameter in pod.parameters if parameter.type == "file" for accepted in parameter.accept]
        raise _bad_body(f"a body must be one of {', '.join(kinds)}, got {kind or 'no content type'}")
    return []


def _in_json(body: bytes, pod: pods.Pod) -> list[tuple[str, object]]:
    # A few megabytes of "{},{}," would take hundreds once parsed.
    if len(body.translate(None, HARMLESS)) > 4096 + 4 * pod.text_length:
        raise _bad_body("the body must be one flat JSON object of parameters, got far more than that")
    try:
        content = json.loads(body) if body else {}
    except (ValueError, RecursionError):
        raise _bad_body("the body is not well-formed JSON") from None
    if not isinstance(content, dict):
        raise _bad_body(f"the body must be a JSON object of parameters, got {type(content).__name__}")
    return list(content.items())


def _bad_body(message: str) -> Refused:
    """Says that a body cannot be read as parameters."""
    return Refused(400, "bad_body", message)


def _too_large(pod: pods.Pod) -> Refused:
    most = pod.largest_body
    return Refused(413, "body_too_large", f"the body may have at most {most} bytes", maxBytes=most)
