"""How production serves: `gunicorn -c deploy/gunicorn.conf.py`, behind the proxy.

Sync workers: each request is short, and a slow reader is the proxy's business.
"""

import os

wsgi_app = "maillage_site.wsgi:application"
bind = os.environ.get("MAILLAGE_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("MAILLAGE_WEB_WORKERS", "3"))
timeout = 30
graceful_timeout = 30
# A worker starts anew now and then, never all at once: a slow leak stays without effect.
max_requests = 5000
max_requests_jitter = 500
preload_app = False
# The heartbeat's file in memory: on a busy disk, healthy workers would be killed.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108
# A question of 10 kB gets its page, not gunicorn's bare words; the proxy bounds what comes in.
limit_request_line = 0
# Nobody commands the server through a socket of its own.
control_socket_disable = True
# maillage.requests writes one line for each request; gunicorn's own would hold whole paths.
accesslog = None
# Asked for all the same (--access-logfile), it names no path and no Referer: they hold tokens.
# The request's number finds its line in the journal, which names its route.
access_log_format = '%(t)s "%(m)s" %(s)s %(b)s %(D)sus %({x-request-id}o)s'
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "maillage_site.middleware.journal.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"gunicorn.error": {"handlers": [], "propagate": True, "level": "INFO"}},
}
