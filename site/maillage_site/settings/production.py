"""Production: refuses to start without what it needs, and only speaks HTTPS."""

from django.core.exceptions import ImproperlyConfigured

from maillage_site.settings.base import *
from maillage_site.settings.base import (
    ALLOWED_HOSTS,
    BASE_URL,
    DATABASE_URL,
    EMAIL_URL,
    SECRET_KEY,
    STATE_DIR,
)

REQUIRED = {
    "MAILLAGE_SECRET_KEY": SECRET_KEY,
    "MAILLAGE_DATABASE_URL": DATABASE_URL,
    "MAILLAGE_EMAIL_URL": EMAIL_URL.get("EMAIL_BACKEND", "").endswith("smtp.EmailBackend"),
    "MAILLAGE_BASE_URL (https://…)": BASE_URL.startswith("https://"),
    "MAILLAGE_STATE_DIR (an absolute path)": STATE_DIR.startswith("/"),
}
if missing := [name for name, value in REQUIRED.items() if not value]:
    raise ImproperlyConfigured(f"Production needs: {', '.join(missing)}")

# The health checks of a container or a service manager come from the machine itself.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost", "127.0.0.1"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# The proxy speaks HTTPS and writes this header over whatever came in.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# What watches over the service asks from beside it, without HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^sante/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# X_FRAME_OPTIONS is SAMEORIGIN: the editor's preview frames our own pages.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "maillage_site.middleware.journal.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Django's own handlers print in other forms or write to people.
    "loggers": {
        "django": {"handlers": [], "propagate": True, "level": "INFO"},
        "django.server": {"handlers": [], "propagate": True},
        "elastic_transport": {"level": "WARNING"},
    },
}
