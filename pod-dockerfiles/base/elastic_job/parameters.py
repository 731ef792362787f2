"""Typed job parameters: from what a client sent to values a job can trust.

The declaration in ``pod.yaml`` is the only source of names, types, ranges and defaults.
"""

import base64
import binascii
import re

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,18}", re.ASCII)
DECIMAL_NUMBER = re.compile(r"[+-]?([0-9]{1,18}(\.[0-9]{0,18})?|\.[0-9]{1,18})([eE][+-]?[0-9]{1,2})?", re.ASCII)
TYPES = ("text", "integer", "number", "choice", "file")


class BadParameter(ValueError):
    """A value that its parameter does not allow. The message starts with the parameter's name."""

    def __init__(self, parameter: str, complaint: str, allowed: dict | None = None) -> None:
        super().__init__(f"{parameter} {complaint}")
        self.parameter = parameter
        self.allowed = allowed


class Parameter:
    def __init__(
        self,
        name: str,
        type: str,
        default: object,
        min: float | None,
        max: float | None,
        choices: tuple[str, ...],
        max_length: int,
        max_bytes: int,
        accept: tuple[str, ...],
        allowed: dict[str, object],
    ) -> None:
        self.name = name
        self.type = type
        self.default = default
        self.min = min
        self.max = max
        self.choices = choices
        self.max_length = max_length
        self.max_bytes = max_bytes
        self.accept = accept
        self.allowed = allowed

    @staticmethod
    def declared(name: str, type: str, help: str, optional: bool = False, **entry: object) -> "Parameter":
        """Makes a parameter of one entry under ``job.parameters`` in pod.yaml, and checks that its default is good."""
        needs = {
            "text": {"maxLength"},
            "integer": {"min", "max"},
            "number": {"min", "max"},
            "choice": {"choices"},
            "file": {"maxBytes", "accept"},
        }
        if type not in needs:
            raise ValueError(f"parameter {name}: type must be one of {', '.join(TYPES)}, got {type!r}")
        allowed = {key: value for key, value in entry.items() if key != "default"}
        if allowed.keys() != needs[type]:
            raise ValueError(f"parameter {name}: type {type} needs {sorted(needs[type])}, got {sorted(allowed)}")
        if "default" not in entry and not optional:
            raise ValueError(f"parameter {name} needs a default or 'optional: true'")
        if not help:
            raise ValueError(f"parameter {name} needs a help text")
        parameter = Parameter(
            name=name,
            type=type,
            default=entry.get("default"),
            min=entry.get("min"),
            max=entry.get("max"),
            choices=tuple(entry.get("choices", ())),
            max_length=entry.get("maxLength", 0),
            max_bytes=entry.get("maxBytes", 0),
            accept=tuple(entry.get("accept", "").replace(" ", "").split(",")),
            allowed=allowed,
        )
        if parameter.default is not None:
            parameter.value(parameter.default)
        return parameter

    def value(self, given: object) -> object:
        """The typed value of what was given (text, a JSON value or a file's bytes), or BadParameter."""
        match self.type:
            case "text":
                return self._text(given)
            case "integer":
                return self._integer(given)
            case "number":
                return self._number(given)
            case "choice":
                return self._choice(given)
            case _:
                return self._file(given)

    def _text(self, given: object) -> str:
        if not isinstance(given, str):
            raise self._refuse("must be text", given)
        if len(given) > self.max_length:
            raise self.refusal(f"must be text of at most {self.max_length} characters, got {len(given)}")
        return given

    def _integer(self, given: object) -> int:
        wish = f"must be a whole number from {self.min} to {self.max}"
        if isinstance(given, str) and WHOLE_NUMBER.fullmatch(given.strip()):
            number = int(given)
        elif isinstance(given, float) and given.is_integer() or isinstance(given, int) and not isinstance(given, bool):
            number = int(given)
        else:
            raise self._refuse(wish, given)
        if not self.min <= number <= self.max:
            raise self._refuse(wish, given)
        return number

    def _number(self, given: object) -> float:
        wish = f"must be a number from {self.min} to {self.max}"
        if isinstance(given, str) and DECIMAL_NUMBER.fullmatch(given.strip()):
            number = float(given)
        elif isinstance(given, (int, float)) and not isinstance(given, bool):
            number = given
        else:
            raise self._refuse(wish, given)
        # NaN compares false with everything, so it is refused here too.
        if not self.min <= number <= self.max:
            raise self._refuse(wish, given)
        return float(number)

    def _choice(self, given: object) -> str:
        if given not in self.choices:
            raise self._refuse(f"must be one of {', '.join(self.choices)}", given)
        return given

    def _file(self, given: object) -> bytes | None:
        if given in (b"", ""):
            return None
        if isinstance(given, str):
            given = self._decoded(given)
        if not isinstance(given, bytes):
            raise self._refuse("must be a file, as base64 or as an upload", given)
        if len(given) > self.max_bytes:
            raise self.refusal(f"must be a file of at most {self.max_bytes} bytes, got {len(given)}")
        return given

    def _decoded(self, text: str) -> bytes:
        if text.startswith("data:"):
            text = text.partition(",")[2]
        # A form that was not escaped turns every plus into a space.
        text = text.replace("\r", "").replace("\n", "").replace(" ", "+")
        try:
            return base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError) as broken:
            raise self._refuse("must be base64", text) from broken

    def _refuse(self, wish: str, given: object) -> BadParameter:
        shown = repr(given[:60] if isinstance(given, (str, bytes)) else given)
        return self.refusal(f"{wish}, got {shown if len(shown) <= 80 else shown[:77] + '...'}")

    def refusal(self, complaint: str) -> BadParameter:
        return BadParameter(self.name, complaint, self.allowed)


def values(parameters: tuple[Parameter, ...], given: dict[str, object]) -> dict[str, object]:
    """A value for every declared parameter: the one given, or else its default."""
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            shown = name if len(name) <= 60 else name[:57] + "..."
            complaint = f"is not a parameter of this job; known are {', '.join(known)}"
            raise BadParameter(shown, complaint, {"known": list(known)})
    return {
        name: parameter.default if given.get(name) is None else parameter.value(given[name])
        for name, parameter in known.items()
    }
