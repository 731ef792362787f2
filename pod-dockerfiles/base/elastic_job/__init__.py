"""Serves one job over HTTP.

A pod's image brings two files: ``pod.yaml``, which declares the job's parameters, and ``job.py`` with one function
``run(parameters: dict) -> dict``. Everything between the socket and that function lives here. Start reading at
``server``.
"""

from elastic_job.parameters import BadParameter
from elastic_job.work import rounds

__all__ = ["BadParameter", "rounds"]
