"""Run once while a pod's image is built: checks pod.yaml, writes pod.json, compiles the job.

Fails the build with a sentence when pod.yaml is wrong.
"""

import compileall
import json
import sys

import yaml

from elastic_job import pod as pods


def main() -> int:
    try:
        with open("pod.yaml", encoding="utf-8") as file:
            declared = yaml.safe_load(file)
        pods.from_declaration(declared)
    except (OSError, ValueError, TypeError, yaml.YAMLError) as wrong:
        print(f"pod.yaml cannot be used: {wrong}", file=sys.stderr)
        return 1
    with open(pods.POD_FILE, "w", encoding="utf-8") as file:
        json.dump(declared, file)
    return 0 if compileall.compile_dir(".", quiet=1) else 1


if __name__ == "__main__":
    sys.exit(main())
