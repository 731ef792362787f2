"""``python3 -m elastic_job.serve``: runs gunicorn for this node, loaded with as little CPU as possible.

The gunicorn command would serve a node just as well. It costs more: it reads a command line of some eighty options and
imports modules for features that a node does not use.
"""

import gc

# All that is made during a start is kept for good. Looking for garbage in it finds none.
gc.disable()

from elastic_job.postponed import GUNICORN, postponed  # noqa: E402

with postponed(GUNICORN):
    # gunicorn would import all but the application later: without the stand-ins, or in the worker, where each page of
    # memory that an import writes to has to be copied first.
    import concurrent.futures.thread  # noqa: F401
    import email.utils  # noqa: F401
    import gunicorn.glogging  # noqa: F401
    import gunicorn.workers.gthread  # noqa: F401
    from gunicorn.app.base import BaseApplication

from elastic_job import gunicorn_conf  # noqa: E402


class Node(BaseApplication):
    """The one application of a node, with the settings of ``gunicorn_conf``."""

    def load_config(self) -> None:
        for name, value in vars(gunicorn_conf).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self):
        from elastic_job.server import create_app

        return create_app()


if __name__ == "__main__":
    Node().run()
