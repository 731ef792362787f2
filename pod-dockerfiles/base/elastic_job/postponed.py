"""Keeps modules out of a start that are imported but not used by it.

gunicorn imports ssl, argparse and others for features that a node does not use. Together they cost as much CPU as the
rest of gunicorn, and each node that starts would pay for them.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

# What gunicorn and the modules under it read of these while they are imported. The rest is read from the real module,
# once asked for.
GUNICORN = {
    "argparse": {},
    "ast": {},
    "bz2": {},
    "html": {},
    "importlib.metadata": {},
    "ipaddress": {},
    "logging.config": {"dictConfig": None, "fileConfig": None},
    "lzma": {},
    "platform": {"system": lambda: "Linux"},
    "shlex": {},
    "ssl": {
        "CERT_NONE": 0,
        "PROTOCOL_TLS": 2,
        "PROTOCOL_SSLv23": 2,
        # Nodes speak no TLS, so no error is ever one of these.
        "SSLError": type("SSLError", (OSError,), {}),
    },
    "tokenize": {},
}


class Postponed(ModuleType):
    """Stands for a module and loads it when an attribute that is not known here is read."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


@contextmanager
def postponed(modules: dict[str, dict[str, object]]) -> Iterator[None]:
    """While this is open, imports of these modules get stand-ins; imports after it get the real modules.

    A module that is loaded already stays as it is.
    """
    stand_ins = {}
    for name, known in modules.items():
        if name not in sys.modules:
            stand_ins[name] = sys.modules[name] = Postponed(name)
            vars(stand_ins[name]).update(known)
            parent, _, child = name.rpartition(".")
            if parent:
                setattr(importlib.import_module(parent), child, stand_ins[name])
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            # Reading an attribute may have loaded the real module meanwhile.
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
            parent, _, child = name.rpartition(".")
            if parent and getattr(sys.modules[parent], child, None) is stand_in:
                delattr(sys.modules[parent], child)
