"""The node as it really runs: gunicorn with its shipped settings, over a socket."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

from shared import DECLARED

JOB = """
import time
from elastic_job import rounds

def run(parameters):
    for _ in rounds(parameters["count"] * 10):
        time.sleep(0.01)
    return {}
"""
START = """
import elastic_job.pod
elastic_job.pod.load.__defaults__ = ("pod.json",)
from elastic_job.serve import Node
Node().run()
"""


class NodeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        files = {"job.py": JOB, "pod.json": json.dumps({**DECLARED, "port": self.port})}
        for name, content in files.items():
            with open(os.path.join(folder.name, name), "w", encoding="utf-8") as file:
                file.write(content)
        self.node = subprocess.Popen(
            [sys.executable, "-c", START],
            cwd=folder.name,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.addCleanup(self.node.stderr.close)
        self.addCleanup(self.node.wait)
        self.addCleanup(self.node.kill)
        self.await_that(self.healthy, "the node is healthy")

    def await_that(self, condition, what):
        end = time.monotonic() + 30
        while not condition():
            if time.monotonic() > end:
                self.fail(f"waited 30 s in vain until {what}")
            time.sleep(0.02)

    def healthy(self):
        try:
            return self.health()["status"] == "ok"
        except OSError:
            return False

    def health(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
            return json.load(answer)

    def ask(self, query):
        client = socket.create_connection(("127.0.0.1", self.port))
        client.sendall(f"GET /run?{query} HTTP/1.1\r\nHost: node\r\n\r\n".encode())
        return client

    def test_health_is_answered_while_every_slot_works(self):
        with self.ask("count=100"), self.ask("count=100"):
            self.await_that(lambda: self.health()["running"] == 2, "both slots work")

    def test_a_client_that_hangs_up_frees_its_slot(self):
        client = self.ask("count=100")
        self.await_that(lambda: self.health()["running"] == 1, "the job runs")
        client.close()
        # The job alone would go on for ten seconds.
        started = time.monotonic()
        self.await_that(lambda: self.health()["running"] == 0, "the slot is free")
        self.assertLess(time.monotonic() - started, 8)

    def test_a_stopped_node_finishes_its_job_and_ends_cleanly(self):
        with self.ask("count=10") as client:
            self.await_that(lambda: self.health()["running"] == 1, "the job runs")
            self.node.send_signal(signal.SIGTERM)
            answer = b""
            while part := client.recv(4096):
                answer += part
        self.assertTrue(answer.startswith(b"HTTP/1.1 200"), answer)
        self.assertEqual(0, self.node.wait(20))

    def test_a_killed_worker_is_replaced(self):
        with open(f"/proc/{self.node.pid}/task/{self.node.pid}/children", encoding="ascii") as children:
            worker = int(children.read().split()[0])
        os.kill(worker, signal.SIGKILL)
        self.await_that(lambda: not os.path.exists(f"/proc/{worker}"), "the dead worker is reaped")
        self.await_that(self.healthy, "the node is healthy again")


if __name__ == "__main__":
    unittest.main()
