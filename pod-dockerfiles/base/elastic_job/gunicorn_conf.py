"""How gunicorn serves a node: one process with threads, started fast and stopped fast."""

import gc
import sys

from elastic_job import pod as pods

_pod = pods.load()

wsgi_app = "elastic_job.server:create_app()"
bind = f"0.0.0.0:{_pod.port}"

# Health is answered by threads of the same interpreter that the jobs keep busy; it must not queue long for its turn.
sys.setswitchinterval(0.001)

# One worker: a node has less than one CPU. Loading the job before the fork shares its memory with the worker and lets
# a worker that was killed come back at once.
workers = 1
worker_class = "gthread"
threads = _pod.threads
preload_app = True

# Nodes are frozen for minutes as spares. A heartbeat would look missed after the thaw and cost the worker its life;
# whether a node still answers is the health probe's business.
timeout = 0

# No reused connections: one that the balancer kept while the node was frozen, or that closes as a job is sent on it,
# would lose the job.
keepalive = 0

# Under Docker's ten seconds, so that a stopped node ends by itself.
graceful_timeout = 8

worker_tmp_dir = "/dev/shm"
limit_request_line = 8190
accesslog = None
loglevel = "warning"


def when_ready(server) -> None:
    """Keeps the collector away from what the master loaded, which would only unshare its memory."""
    gc.freeze()
    # elastic_job.serve turned it off for the start.
    gc.enable()
