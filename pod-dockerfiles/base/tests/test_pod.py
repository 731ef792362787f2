import unittest

from elastic_job import pod as pods


class PodTest(unittest.TestCase):
    def test_only_the_name_must_be_written(self):
        pod = pods.from_declaration({"name": "trial"})
        self.assertEqual((1, 8080, "/run", "/healthz", 60.0), (
            pod.slots, pod.port, pod.job_path, pod.health_path, pod.timeout_seconds
        ))
        self.assertEqual((), pod.parameters)

    def test_a_missing_name_is_named(self):
        with self.assertRaisesRegex(ValueError, "no entry 'name'"):
            pods.from_declaration({"slots": 2})

    def test_durations_are_the_managers(self):
        for text, seconds in {
            "500ms": 0.5, "10s": 10, "2m": 120, "1h30m": 5400, "1.5s": 1.5, ".5m": 30, "2h": 7200, "0s": 0,
        }.items():
            self.assertAlmostEqual(seconds, pods.seconds(text), msg=text)

    def test_what_is_no_duration_is_refused_with_an_example(self):
        for text in ("", "10", "ten", "1d", "-1s", "1 s", "s", "1h 30m", "٣s"):
            with self.assertRaisesRegex(ValueError, "1h30m", msg=text):
                pods.seconds(text)


if __name__ == "__main__":
    unittest.main()
