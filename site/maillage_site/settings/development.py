"""The demo and a developer's machine."""

import os

from maillage_site.settings.base import *
from maillage_site.settings.base import SECRET_KEY, Env

SECRET_KEY = SECRET_KEY or "for the demo only: nothing is kept"
ALLOWED_HOSTS = ["*"]
# Links in the demo's mails lead to the port it is served on.
PORT = int(os.environ.get("PORT", "8000"))
BASE_URL = os.environ.get("MAILLAGE_BASE_URL") or f"http://localhost:{PORT}"
WAGTAILADMIN_BASE_URL = BASE_URL
CSRF_TRUSTED_ORIGINS = [BASE_URL]
MAILLAGE_MFA_REQUIRED = False
MAILLAGE_DEMO = True
# A demo asks nobody anything unless it is told to.
MAILLAGE_CHECK_EXTERNAL_LINKS = Env(prefix="MAILLAGE_").bool("CHECK_EXTERNAL_LINKS", default=False)
# Mails are kept in var/outbox and read at /demo/courriels/, unless a server is given.
if not os.environ.get("MAILLAGE_EMAIL_URL"):
    MAIL_DELIVERY_BACKEND = "maillage_site.sent_mails.backend.EmlBackend"

# What fails is told where the demo runs; its access log would drown the rest.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},
}
