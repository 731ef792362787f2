import unittest

from elastic_job.parameters import BadParameter, Parameter, values

TEXT = Parameter.declared(name="text", type="text", default="hello", maxLength=10, help="A text.")
COUNT = Parameter.declared(name="count", type="integer", default=3, min=1, max=100, help="A count.")
ANGLE = Parameter.declared(name="angle", type="number", default=30, min=-360, max=360, help="An angle.")
SHAPE = Parameter.declared(name="shape", type="choice", default="round", choices=["round", "square"], help="A shape.")
FILE = Parameter.declared(name="file", type="file", optional=True, maxBytes=8, accept="image/png", help="A file.")


class ParametersTest(unittest.TestCase):
    def refused(self, parameter, given):
        with self.assertRaises(BadParameter) as caught:
            parameter.value(given)
        self.assertEqual(parameter.name, caught.exception.parameter)
        self.assertTrue(str(caught.exception).startswith(parameter.name + " "))
        return str(caught.exception)

    def test_everything_left_out_takes_its_default(self):
        declared = (TEXT, COUNT, ANGLE, SHAPE, FILE)
        self.assertEqual(
            {"text": "hello", "count": 3, "angle": 30, "shape": "round", "file": None}, values(declared, {})
        )

    def test_null_means_left_out(self):
        self.assertEqual({"count": 3}, values((COUNT,), {"count": None}))

    def test_an_unknown_name_is_refused_with_the_known_ones(self):
        with self.assertRaises(BadParameter) as caught:
            values((TEXT, COUNT), {"colour": "red"})
        self.assertEqual("colour is not a parameter of this job; known are text, count", str(caught.exception))
        self.assertEqual({"known": ["text", "count"]}, caught.exception.allowed)

    def test_whole_numbers_come_as_text_or_number(self):
        for given in ("7", " 7 ", "+7", 7, 7.0):
            self.assertEqual(7, COUNT.value(given))
        self.assertIsInstance(COUNT.value(7.0), int)

    def test_whole_numbers_reach_both_ends_of_their_range(self):
        self.assertEqual(1, COUNT.value("1"))
        self.assertEqual(100, COUNT.value("100"))

    def test_what_is_no_whole_number_in_range_is_refused(self):
        not_whole = ("abc", "", "1.5", 1.5, True, [1], {}, "1_0", "٣", "1e1", float("nan"))
        for given in (*not_whole, "0", "101", 10**30, "9" * 99):
            message = self.refused(COUNT, given)
            self.assertIn("must be a whole number from 1 to 100, got ", message)
            self.assertLess(len(message), 200)

    def test_the_message_names_parameter_range_and_value(self):
        self.assertEqual("count must be a whole number from 1 to 100, got 'abc'", self.refused(COUNT, "abc"))

    def test_numbers_come_in_many_spellings(self):
        for given in ("-12.5", -12.5, "-1.25e1", "-12.50"):
            self.assertEqual(-12.5, ANGLE.value(given))
        self.assertEqual(0.5, ANGLE.value(".5"))

    def test_what_is_no_number_in_range_is_refused(self):
        for given in ("361", "nan", "inf", float("nan"), float("inf"), False, "", "1e", [], "0x10"):
            self.assertIn("must be a number from -360 to 360", self.refused(ANGLE, given))

    def test_only_the_declared_choices_are_taken(self):
        self.assertEqual("square", SHAPE.value("square"))
        for given in ("Round", "", 1, None, ["round"]):
            self.assertIn("must be one of round, square", self.refused(SHAPE, given))

    def test_text_ends_at_its_longest(self):
        self.assertEqual("x" * 10, TEXT.value("x" * 10))
        self.assertEqual("", TEXT.value(""))
        self.assertIn("at most 10 characters, got 11", self.refused(TEXT, "x" * 11))
        self.refused(TEXT, 5)

    def test_files_come_as_bytes_base64_or_data_uri(self):
        for given in (b"12345", "MTIzNDU=", "data:image/png;base64,MTIzNDU=", "MTIz\r\nNDU="):
            self.assertEqual(b"12345", FILE.value(given))
        self.assertEqual(b"\xfb\xef\xbe", FILE.value("  ++"))

    def test_an_empty_file_is_no_file(self):
        self.assertIsNone(FILE.value(""))
        self.assertIsNone(FILE.value(b""))

    def test_a_file_too_large_or_not_base64_is_refused(self):
        self.assertIn("at most 8 bytes, got 9", self.refused(FILE, b"123456789"))
        for given in ("%%%", "MTIzNDU", "é", 5, ["MTIz"]):
            self.refused(FILE, given)

    def test_a_bad_declaration_is_refused(self):
        good = {"name": "n", "type": "integer", "default": 1, "min": 1, "max": 2, "help": "h"}
        for change in (
            {"type": "colour"},
            {"default": 3},
            {"choices": ["a"]},
            {"help": ""},
            {"maxLenght": 3},
        ):
            with self.assertRaises(ValueError, msg=str(change)):
                Parameter.declared(**{**good, **change})
        with self.assertRaises(ValueError):
            Parameter.declared(name="n", type="integer", min=1, max=2, help="h")


if __name__ == "__main__":
    unittest.main()
