"""What a pod declares about itself, as the running node needs it.

``pod.yaml`` is the one place where it is written. ``elastic_job.prepare`` turns it into ``pod.json`` while the image
is built, so that a starting node need not load a YAML parser.
"""

import json

from elastic_job.parameters import Parameter

POD_FILE = "/job/pod.json"
LARGEST_BODY = 8 * 1024 * 1024


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
    """Takes the content of a pod.yaml; a missing or wrong entry raises a ValueError that names it."""
    if not isinstance(declared, dict):
        raise ValueError("pod.yaml must hold entries such as 'name: light'")
    try:
        job = declared["job"]
        return Pod(
            name=declared["name"],
            slots=int(declared["slots"]),
            port=int(declared["port"]),
            job_path=job["path"],
            health_path=declared["health"],
            timeout_seconds=seconds(job["timeout"]),
            parameters=tuple(Parameter.declared(**entry) for entry in job["parameters"]),
        )
    except KeyError as missing:
        raise ValueError(f"pod.yaml has no entry {missing}") from missing


def seconds(duration: str) -> float:
    """Reads a duration such as 250ms, 10s or 2m."""
    for unit, factor in (("ms", 0.001), ("s", 1.0), ("m", 60.0)):
        number = duration.removesuffix(unit)
        if number != duration and number.isdecimal():
            return int(number) * factor
    raise ValueError(f"a duration is a whole number with ms, s or m, got {duration!r}")
