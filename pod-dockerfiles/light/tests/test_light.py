import unittest

from job import reading_ease, statistics, syllables_of
from shared import shipped_client


class StatisticsTest(unittest.TestCase):
    def test_a_short_text_is_counted_by_hand(self):
        result = statistics("The cat sat. The cat isn't here!", 2)
        self.assertEqual(7, result["words"])
        self.assertEqual(2, result["sentences"])
        self.assertEqual(5, result["uniqueWords"])
        self.assertEqual([{"word": "cat", "count": 2}, {"word": "the", "count": 2}], result["topWords"])
        self.assertEqual(3.5, result["wordsPerSentence"])
        self.assertEqual(3.43, result["meanWordLength"])
        self.assertEqual(1.8, result["readingSeconds"])

    def test_an_empty_text_has_no_means(self):
        for text in ("", "  \n", "123 ... !"):
            result = statistics(text, 10)
            self.assertEqual((0, [], None, None), (
                result["words"], result["topWords"], result["readingEase"], result["meanWordLength"]))

    def test_a_text_without_an_end_is_one_sentence(self):
        self.assertEqual(1, statistics("just some words", 1)["sentences"])

    def test_a_point_inside_a_number_ends_no_sentence(self):
        self.assertEqual(1, statistics("It costs 3.50 now.", 1)["sentences"])

    def test_words_of_other_scripts_are_words(self):
        self.assertEqual(4, statistics("Příliš žluťoučký Straße ΑΒΓ", 1)["words"])

    def test_reading_ease_follows_its_formula(self):
        self.assertEqual(116.1, reading_ease(6, 1, 6))

    def test_syllables_are_counted(self):
        for word, count in {"cat": 1, "table": 2, "home": 1, "the": 1, "harbour": 2, "tsk": 1, "tree": 1}.items():
            self.assertEqual(count, syllables_of(word), word)


class LightJobTest(unittest.TestCase):
    def setUp(self):
        self.client = shipped_client()

    def test_the_default_job_works(self):
        for answer in (self.client.get("/run"), self.client.get("/"), self.client.post("/run")):
            self.assertEqual(200, answer.status_code)
            self.assertEqual(("light", "node-1"), (answer.json["pod"], answer.json["node"]))
            self.assertGreater(answer.json["result"]["words"], 50)
            self.assertEqual(10, len(answer.json["result"]["topWords"]))

    def test_a_given_text_is_looked_at(self):
        for answer in (
            self.client.get("/run?text=one+two.&repeat=1"),
            self.client.post("/run", data={"text": "one two.", "repeat": "1"}),
            self.client.post("/run", json={"text": "one two.", "repeat": 1}),
        ):
            self.assertEqual(2, answer.json["result"]["words"])

    def test_parameters_reach_both_ends(self):
        self.assertEqual(1, len(self.client.get("/run?top=1&repeat=1").json["result"]["topWords"]))
        self.assertEqual(200, self.client.get("/run?top=100&repeat=2000").status_code)
        longest = self.client.post("/run", json={"text": "word. " * 1666 + "abcd", "repeat": 1})
        self.assertEqual(10000, longest.json["result"]["characters"])

    def test_parameters_past_their_ends_are_refused(self):
        for name, value in {"top": 0, "repeat": 2001, "text": "x" * 10001}.items():
            answer = self.client.post("/run", json={name: value})
            self.assertEqual((400, name), (answer.status_code, answer.json["parameter"]))
        self.assertEqual(400, self.client.get("/run?top=101").status_code)
        self.assertEqual(400, self.client.get("/run?size=3").status_code)


if __name__ == "__main__":
    unittest.main()
