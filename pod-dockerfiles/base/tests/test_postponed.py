import subprocess
import sys
import unittest

# In a process of its own: the modules must not be loaded yet.
PROGRAM = """
import sys
from elastic_job.postponed import postponed
with postponed({"colorsys": {"known": 7}, "xml.sax": {}, "json": {}}):
    import colorsys as early, xml.sax as early_child
    assert (early.known, "colorsys" in sys.modules) == (7, True)
assert "colorsys" not in sys.modules and "xml.sax" not in sys.modules
import colorsys, xml.sax
assert colorsys is not early and not hasattr(colorsys, "known")
assert early.rgb_to_hsv is colorsys.rgb_to_hsv
assert early_child.parse is xml.sax.parse and xml.sax is not early_child
"""
LOADED_WHILE_OPEN = """
from elastic_job.postponed import postponed
with postponed({"colorsys": {}}):
    import colorsys as early
    early.rgb_to_hsv
import colorsys
assert early.rgb_to_hsv is colorsys.rgb_to_hsv
"""
SERVE = """
import sys
sys.modules["elastic_job.gunicorn_conf"] = type(sys)("elastic_job.gunicorn_conf")
import elastic_job
elastic_job.gunicorn_conf = sys.modules["elastic_job.gunicorn_conf"]
import elastic_job.serve
from elastic_job.postponed import GUNICORN, Postponed
assert "ssl" in GUNICORN and not any(isinstance(module, Postponed) for module in sys.modules.values())
import argparse, ast, ssl
assert issubclass(ssl.SSLError, OSError) and argparse.ArgumentParser and ast.parse("1")
import gunicorn.util
assert "&lt;" == gunicorn.util.html.escape("<")
assert gunicorn.util.ast.literal_eval("[1]") == [1]
"""


class PostponedTest(unittest.TestCase):
    def run_alone(self, program):
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        self.assertEqual(0, ended.returncode, ended.stderr)

    def test_a_stand_in_knows_what_it_was_told_and_reads_the_rest_from_the_real_module(self):
        self.run_alone(PROGRAM)

    def test_a_module_that_is_needed_while_it_is_postponed_is_loaded(self):
        self.run_alone(LOADED_WHILE_OPEN)

    def test_a_job_gets_every_module_as_it_is(self):
        self.run_alone(SERVE)


if __name__ == "__main__":
    unittest.main()
