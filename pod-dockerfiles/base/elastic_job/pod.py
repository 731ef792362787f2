"""What a pod declares about itself, as the running node needs it.

``pod.yaml`` is the one place where it is written. ``elastic_job.prepare`` turns it into ``pod.json`` while the image
is built, so that a starting node need not load a YAML parser.
"""

import json
import re

from elastic_job.parameters import Parameter

POD_FILE = "/job/pod.json"
LARGEST_BODY = 8 * 1024 * 1024
PART = r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)"
UNIT_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


# A plain class: dataclasses and typing would be imported for this alone, and cost a start 10 ms of CPU.
class Pod:
    def __init__(
        self,
        name: str,
        slots: int,
        port: int,
        job_path: str,
        health_path: str,
        timeout_seconds: float,
        parameters: tuple[Parameter, ...],
    ) -> None:
        self.name = name
        self.slots = slots
        self.port = port
        self.job_path = job_path
        self.health_path = health_path
        self.timeout_seconds = timeout_seconds
        self.parameters = parameters

    @property
    def threads(self) -> int:
        """Enough to answer health probes while every slot is busy."""
        return max(8, self.slots + 4)

    @property
    def text_length(self) -> int:
        return sum(parameter.max_length for parameter in self.parameters)

    @property
    def largest_body(self) -> int:
        """The longest body that good parameters can need, in bytes.

        A character takes at most 12 bytes (an escaped surrogate pair); a file takes 4/3 of its size as base64, and
        some more where a form escapes its ``+`` and ``/``.
        """
        files = sum(parameter.max_bytes for parameter in self.parameters)
        return min(LARGEST_BODY, 64 * 1024 + 12 * self.text_length + files * 3 // 2)


def load(path: str = POD_FILE) -> Pod:
    with open(path, encoding="utf-8") as file:
        return from_declaration(json.load(file))


def from_declaration(declared: dict) -> Pod:
    """Takes the content of a pod.yaml; a missing or wrong entry raises a ValueError that names it.

    What may be left out is what the manager lets its writer leave out, with the same defaults.
    """
    if not isinstance(declared, dict):
        raise ValueError("pod.yaml must hold entries such as 'name: light'")
    try:
        job = declared.get("job") or {}
        return Pod(
            name=declared["name"],
            slots=int(declared.get("slots", 1)),
            port=int(declared.get("port", 8080)),
            job_path=job.get("path", "/run"),
            health_path=declared.get("health", "/healthz"),
            timeout_seconds=seconds(str(job.get("timeout", "60s"))),
            parameters=tuple(Parameter.declared(**entry) for entry in job.get("parameters", ())),
        )
    except KeyError as missing:
        raise ValueError(f"pod.yaml has no entry {missing}") from missing


def seconds(duration: str) -> float:
    """Reads a duration in the manager's grammar, which is Go's, such as 500ms, 1.5s or 1h30m."""
    word = duration.strip()
    if not re.fullmatch(f"(?:{PART})+", word):
        raise ValueError(f"a duration is one such as 500ms, 10s, 2m or 1h30m, got {duration!r}")
    return sum(float(number) * UNIT_SECONDS[unit] for number, unit in re.findall(PART, word))
