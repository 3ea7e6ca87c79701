"""The door for a web server: `muster.wsgi:application`.

With MUSTER_WORKER=embedded a thread beside the pages does the jobs, so that a small program needs
one process; `muster serve` says so where nobody else has.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "muster.settings")
application = get_wsgi_application()

if os.environ.get("MUSTER_WORKER") == "embedded":
    from muster.core.jobs import start_thread  # needs the settings

    start_thread()
