"""``python3 -m elastic_job.selftest``: every test of the image it runs in, the shared ones included."""

import sys
import unittest


def main() -> int:
    tests = unittest.defaultTestLoader.discover("/job/tests", top_level_dir="/job/tests")
    outcome = unittest.TextTestRunner(stream=sys.stdout).run(tests)
    return 0 if outcome.wasSuccessful() and outcome.testsRun > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
