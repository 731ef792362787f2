"""Waits, as a job does that asks another service."""

import time


def run(parameters: dict[str, object]) -> dict[str, object]:
    time.sleep(parameters["seconds"])
    return {"waited": parameters["seconds"]}
