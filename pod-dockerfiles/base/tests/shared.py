"""A small pod for tests of what all pods share."""

import os

from elastic_job import pod as pods

DECLARED = {
    "name": "trial",
    "slots": 2,
    "port": 8080,
    "health": "/healthz",
    "job": {
        "path": "/run",
        "timeout": "60s",
        "parameters": [
            {"name": "count", "type": "integer", "default": 3, "min": 1, "max": 100, "help": "A count."},
            {"name": "text", "type": "text", "default": "", "maxLength": 1000, "help": "A text."},
            {
                "name": "file",
                "type": "file",
                "optional": True,
                "maxBytes": 1000,
                "accept": "image/png, image/jpeg",
                "help": "A file.",
            },
        ],
    },
}


def pod(timeout="60s"):
    return pods.from_declaration({**DECLARED, "job": {**DECLARED["job"], "timeout": timeout}})


def shipped_client():
    """A client of the very job this image serves."""
    from elastic_job.server import create_app

    os.environ["NODE_NAME"] = "node-1"
    return create_app().test_client()
