import datetime
import decimal
import io
import json
import logging
import unittest
from dataclasses import dataclass

from elastic_job.server import create_app
from elastic_job.web import as_json
from shared import pod


@dataclass
class Point:
    x: int


class WebTest(unittest.TestCase):
    def client_of(self, result):
        return create_app(pod(), lambda _: result).test_client()

    def test_a_result_may_hold_more_than_json_has_words_for(self):
        noon = datetime.datetime(2026, 1, 2, 12, 0, 0)
        result = {"price": decimal.Decimal("1.50"), "at": noon, "day": noon.date(), "point": Point(3), "text": "é"}
        self.assertEqual(
            {
                "price": "1.50",
                "at": "Fri, 02 Jan 2026 12:00:00 GMT",
                "day": "Fri, 02 Jan 2026 00:00:00 GMT",
                "point": {"x": 3},
                "text": "é",
            },
            json.loads(as_json(result)),
        )

    def test_a_result_that_cannot_be_written_fails_the_job(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        answer = self.client_of({"result": object()}).get("/run")
        self.assertEqual((500, "job_failed"), (answer.status_code, answer.json["error"]))

    def test_entries_keep_their_order(self):
        self.assertIn('"result":{"z":1,"a":2}', self.client_of({"z": 1, "a": 2}).get("/run").text)

    def test_a_body_that_ends_early_is_refused(self):
        longer = {"CONTENT_LENGTH": "9"}
        answer = self.client_of({}).post(
            "/run", input_stream=io.BytesIO(b"1234"), content_type="image/png", environ_overrides=longer
        )
        self.assertEqual((400, "bad_request"), (answer.status_code, answer.json["error"]))

    def test_a_multipart_form_with_too_many_fields_is_refused(self):
        fields = {f"a{number}": "1" for number in range(101)}
        answer = self.client_of({}).post("/run", data=fields, content_type="multipart/form-data")
        self.assertEqual((413, "body_too_large"), (answer.status_code, answer.json["error"]))

    def test_bytes_that_are_no_text_are_taken_for_a_bad_value(self):
        for answer in (
            self.client_of({}).get("/run?count=%ff"),
            self.client_of({}).post("/run", data=b"count=\xff", content_type="application/x-www-form-urlencoded"),
        ):
            self.assertEqual((400, "bad_parameter"), (answer.status_code, answer.json["error"]))

    def test_a_path_in_any_script_is_named_in_the_answer(self):
        self.assertIn("/größe", self.client_of({}).get("/größe").json["message"])


if __name__ == "__main__":
    unittest.main()
