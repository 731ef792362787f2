import unittest

from job import POINTS_AT_ONCE, matrix, pi, primes
from shared import shipped_client


class TasksTest(unittest.TestCase):
    def test_primes_are_counted_as_others_did(self):
        # https://oeis.org/A006880 gives 78498 below 10^6 and 5761455 below 10^8.
        result = primes(500, 0)
        self.assertEqual((100_000_000, 5_761_455, 99_999_989), (result["below"], result["primes"], result["largest"]))

    def test_pi_comes_near(self):
        result = pi(100, 7)
        self.assertEqual(10_000_000, result["points"])
        self.assertAlmostEqual(3.14159, result["pi"], delta=0.005)
        self.assertEqual(abs(result["pi"] - 3.141592653589793), result["error"])

    def test_pi_throws_every_point_when_they_do_not_fill_whole_lots(self):
        self.assertNotEqual(0, 16 * 100_000 % POINTS_AT_ONCE)
        self.assertAlmostEqual(3.14159, pi(16, 1)["pi"], delta=0.02)

    def test_the_system_is_solved(self):
        result = matrix(50, 1)
        self.assertEqual(50, result["rows"])
        self.assertLess(result["largestError"], 1e-9)
        self.assertGreaterEqual(result["condition"], 1)


class HeavyJobTest(unittest.TestCase):
    def setUp(self):
        self.client = shipped_client()

    def test_the_default_job_works(self):
        for answer in (self.client.get("/run"), self.client.get("/"), self.client.post("/run")):
            self.assertEqual(200, answer.status_code)
            self.assertEqual(("heavy", "pi"), (answer.json["pod"], answer.json["result"]["task"]))

    def test_every_task_works_at_both_ends_of_size(self):
        for task in ("pi", "primes", "matrix"):
            for size in (16, 2000):
                answer = self.client.post("/run", json={"task": task, "size": size})
                self.assertEqual(200, answer.status_code, answer.text)
                self.assertEqual((task, size), (answer.json["result"]["task"], answer.json["result"]["size"]))

    def test_the_same_job_gives_the_same_result(self):
        for task in ("pi", "primes", "matrix"):
            once, again = (self.client.get(f"/run?task={task}&size=20&repeat=2").json["result"] for _ in range(2))
            self.assertEqual(once, again)

    def test_parameters_past_their_ends_are_refused(self):
        for name, value in {"task": "tsp", "size": 15, "repeat": 11}.items():
            answer = self.client.get(f"/run?{name}={value}")
            self.assertEqual((400, name), (answer.status_code, answer.json["parameter"]))
        answer = self.client.get("/run?size=abc")
        self.assertEqual("size must be a whole number from 16 to 2000, got 'abc'", answer.json["message"])
        self.assertEqual({"min": 16, "max": 2000}, answer.json["range"])
        self.assertEqual(400, self.client.get("/run?size=2001").status_code)
        self.assertEqual(400, self.client.get("/run?picture=x").status_code)


if __name__ == "__main__":
    unittest.main()
