import io
import json
import logging
import os
import threading
import unittest
from unittest import mock

from elastic_job import rounds
from elastic_job.server import create_app
from shared import pod


def echo(parameters):
    file = parameters["file"]
    return {**parameters, "file": None if file is None else len(file)}


class ServerTest(unittest.TestCase):
    def setUp(self):
        self.client = self.client_of(echo)

    def client_of(self, job, timeout="60s"):
        with mock.patch.dict(os.environ, {"NODE_NAME": "trial-1", "POD_NAME": "trial"}):
            return create_app(pod(timeout), job).test_client()

    def assert_error(self, answer, status, error):
        self.assertEqual(status, answer.status_code, answer.text)
        self.assertTrue(answer.is_json)
        self.assertEqual(error, answer.json["error"])
        self.assertEqual(("trial", "trial-1"), (answer.json["pod"], answer.json["node"]))
        self.assertTrue(answer.json["message"])
        return answer.json

    def test_healthz_answers_with_pod_and_node(self):
        answer = self.client.get("/healthz")
        self.assertEqual(200, answer.status_code)
        self.assertEqual({"status": "ok", "pod": "trial", "node": "trial-1", "running": 0, "slots": 2}, answer.json)

    def test_an_answer_holds_result_place_and_times(self):
        answer = self.client.get("/run")
        self.assertEqual(200, answer.status_code)
        self.assertEqual(["result", "pod", "node", "seconds", "cpuSeconds"], list(answer.json))
        self.assertEqual({"count": 3, "text": "", "file": None}, answer.json["result"])
        self.assertGreaterEqual(answer.json["seconds"], 0)
        self.assertGreaterEqual(answer.json["cpuSeconds"], 0)

    def test_every_way_to_ask_gives_the_same_result(self):
        expected = {"count": 7, "text": "a b", "file": None}
        for path in ("/", "/run"):
            for answer in (
                self.client.get(path + "?count=7&text=a+b"),
                self.client.post(path + "?count=7&text=a%20b"),
                self.client.post(path, data={"count": "7", "text": "a b"}),
                self.client.post(path, data={"count": "7", "text": "a b"}, content_type="multipart/form-data"),
                self.client.post(path, json={"count": 7, "text": "a b"}),
                self.client.post(path + "?count=7", json={"text": "a b"}),
            ):
                self.assertEqual(expected, answer.json["result"])

    def test_a_file_comes_raw_as_upload_or_as_base64(self):
        for answer in (
            self.client.post("/run", data=b"12345", content_type="image/png"),
            self.client.post("/run", data=b"12345", content_type="image/jpeg; x=y"),
            self.client.post("/run", data={"file": (io.BytesIO(b"12345"), "a.png")}),
            self.client.post("/run", data={"file": "MTIzNDU="}),
            self.client.post("/run", json={"file": "MTIzNDU="}),
        ):
            self.assertEqual(5, answer.json["result"]["file"])

    def test_a_bad_value_names_parameter_and_range(self):
        for answer in (
            self.client.get("/run?count=abc"),
            self.client.post("/run", data={"count": "abc"}),
            self.client.post("/run", json={"count": "abc"}),
        ):
            body = self.assert_error(answer, 400, "bad_parameter")
            self.assertEqual("count", body["parameter"])
            self.assertEqual("count must be a whole number from 1 to 100, got 'abc'", body["message"])
            self.assertEqual({"min": 1, "max": 100}, body["range"])

    def test_an_unknown_parameter_names_the_known(self):
        body = self.assert_error(self.client.get("/run?cuont=3"), 400, "bad_parameter")
        self.assertEqual("cuont", body["parameter"])
        self.assertEqual({"known": ["count", "text", "file"]}, body["range"])

    def test_a_parameter_given_twice_is_refused(self):
        for answer in (
            self.client.get("/run?count=3&count=4"),
            self.client.post("/run?count=3", json={"count": 3}),
        ):
            body = self.assert_error(answer, 400, "bad_parameter")
            self.assertEqual("count was given more than once", body["message"])

    def test_a_body_that_is_no_flat_object_is_refused(self):
        for body in ("{", "[1]", "5", "nul", "[" * 900, '{"count":' * 100, b"\xff\xfe", "1" * 6000):
            self.assert_error(self.client.post("/run", data=body, content_type="application/json"), 400, "bad_body")

    def test_a_body_that_would_swell_when_parsed_is_refused_before(self):
        for body in ('{"a":[' + "{}," * 5000 + "0]}", '{"a":[' + '"",' * 5000 + "0]}"):
            answer = self.client.post("/run", data=body, content_type="application/json")
            self.assertIn("far more", self.assert_error(answer, 400, "bad_body")["message"])
        answer = self.client.post("/run", data="&".join(f"a{n}=1" for n in range(300)),
                                  content_type="application/x-www-form-urlencoded")
        self.assert_error(answer, 400, "bad_body")

    def test_text_full_of_signs_is_no_swelling_body(self):
        text = '"{[,:&=\\\u20ac' * 100
        self.assertEqual(text, self.client.post("/run", json={"text": text}).json["result"]["text"])
        self.assertEqual(text, self.client.post("/run", data={"text": text}).json["result"]["text"])
        raw = json.dumps({"text": "\U0001f600" * 1000})
        answer = self.client.post("/run", data=raw, content_type="application/json")
        self.assertEqual(1000, len(answer.json["result"]["text"]))

    def test_an_unknown_kind_of_body_is_refused(self):
        for kind in ("text/plain", "image/gif", None):
            body = self.assert_error(self.client.post("/run", data=b"x", content_type=kind), 400, "bad_body")
            self.assertIn("image/png", body["message"])

    def test_a_post_without_a_body_is_a_job(self):
        for kind in ("application/json", "application/x-www-form-urlencoded", None):
            self.assertEqual(200, self.client.post("/run?count=4", content_type=kind).status_code)

    def test_a_body_too_large_is_refused(self):
        most = pod().largest_body
        for kind in ("application/json", "application/x-www-form-urlencoded", "image/png"):
            body = self.assert_error(
                self.client.post("/run", data=b"x" * (most + 1), content_type=kind), 413, "body_too_large"
            )
            self.assertEqual(most, body["maxBytes"])
        chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
        for length, status in ((most + 1, 413), (most + 99999, 413), (most, 400)):
            answer = self.client.post(
                "/run", input_stream=io.BytesIO(b"x" * length), content_type="image/png", environ_overrides=chunked
            )
            self.assertEqual(status, answer.status_code, answer.text)
        answer = self.client.post("/run", data=b"x" * 1001, content_type="image/png")
        body = self.assert_error(answer, 400, "bad_parameter")
        self.assertEqual("file must be a file of at most 1000 bytes, got 1001", body["message"])

    def test_unknown_paths_and_wrong_verbs_are_json_too(self):
        self.assert_error(self.client.get("/nothing"), 404, "not_found")
        self.assert_error(self.client.get("/static/x"), 404, "not_found")
        for verb in ("PUT", "DELETE", "PATCH", "OPTIONS"):
            answer = self.client.open("/run", method=verb)
            self.assert_error(answer, 405, "method_not_allowed")
            self.assertEqual("GET, POST", answer.headers["Allow"])
        self.assert_error(self.client.post("/healthz"), 405, "method_not_allowed")

    def test_head_runs_no_job(self):
        client = self.client_of(lambda _: self.fail("ran"))
        self.assertEqual(405, client.head("/run").status_code)
        self.assertEqual(405, client.head("/").status_code)
        self.assertEqual(200, client.head("/healthz").status_code)

    def test_an_unexpected_end_shows_no_trace(self):
        def broken(_):
            raise RuntimeError("secret detail")

        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        answer = self.client_of(broken).get("/run")
        self.assert_error(answer, 500, "job_failed")
        self.assertNotIn("secret detail", answer.text)
        self.assertNotIn("Traceback", answer.text)

    def test_a_job_past_its_timeout_is_stopped(self):
        client = self.client_of(lambda _: {"last": max(rounds(100_000_000))}, timeout="1ms")
        self.assert_error(client.get("/run"), 504, "timed_out")

    def test_no_more_jobs_than_slots_run_at_once_and_no_crowd_waits(self):
        started, go_on = threading.Semaphore(0), threading.Event()
        most_running = []

        def slow(_):
            started.release()
            go_on.wait(20)
            return {}

        client = self.client_of(slow)
        answers = []
        callers = [threading.Thread(target=lambda: answers.append(client.get("/run"))) for _ in range(5)]
        for caller in callers:
            caller.start()
        for _ in range(2):
            self.assertTrue(started.acquire(timeout=20))
        # Two run, two wait, so the fifth was or will be turned away at once.
        while not answers:
            most_running.append(client.get("/healthz").json["running"])
        go_on.set()
        for caller in callers:
            caller.join(20)
        self.assertEqual([200, 200, 200, 200, 503], sorted(answer.status_code for answer in answers))
        self.assert_error(answers[0], 503, "busy")
        self.assertLessEqual(max(most_running, default=2), 2)
        self.assertEqual(0, client.get("/healthz").json["running"])


if __name__ == "__main__":
    unittest.main()
