"""A program that fails on demand.

/faulty/start sets how it starts: crash, slow (after 30 seconds), single (one request at a time), or
normally. /tmp/mode sets how it behaves from then on: silent (accepts connections and never answers), errors
(answers 500), refuses (answers jobs with 429, and adds a byte to /tmp/asked for each), or normally.
"""

import os
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FOR_EVER = 3600


def read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().strip()
    except FileNotFoundError:
        return ""


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.answer(parse_qs(urlsplit(self.path).query))

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        self.answer(parse_qs(self.rfile.read(length).decode()))

    def answer(self, given: dict[str, list[str]]) -> None:
        mode = read("/tmp/mode")
        if mode == "silent":
            time.sleep(FOR_EVER)
        if mode == "errors":
            self.say(500, "told to fail")
        elif urlsplit(self.path).path != "/run":
            self.say(200, "ok")
        elif mode == "refuses":
            with open("/tmp/asked", "ab") as asked:
                asked.write(b".")
            self.say(429, "not now", {"Retry-After": "1"})
        else:
            self.work({name: float(values[0]) for name, values in given.items()})

    def work(self, given: dict[str, float]) -> None:
        time.sleep(given.get("seconds", 0))
        filled = b"x" * (int(given.get("allocate", 0)) << 20)
        child = int(given.get("child", 0))
        if child:
            code = subprocess.call([sys.executable, "-c", f"b'x' * ({child} << 20)"])
            self.say(200 if code == 0 else 500, f"the child ended with {code}")
        else:
            self.say(200, f"done, {len(filled)} bytes filled")

    def say(self, status: int, text: str, headers: dict[str, str] | None = None) -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


def main() -> None:
    # The first process of a container ignores this signal unless it handles it.
    signal.signal(signal.SIGTERM, lambda number, frame: os._exit(0))
    start = read("/faulty/start")
    if start == "crash":
        print("the fuse is blown", flush=True)
        sys.exit(3)
    if start == "slow":
        time.sleep(30)
    print("serving as", os.environ.get("NODE_NAME", "?"), flush=True)
    server = HTTPServer if start == "single" else ThreadingHTTPServer
    server(("", 8080), Handler).serve_forever()


main()
