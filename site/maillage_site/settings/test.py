"""The test suite: a database file of its own, fast passwords, mail in memory."""

from maillage_site.settings.base import *
from maillage_site.settings.base import DATABASES, VAR

SECRET_KEY = "for the tests only"  # noqa: S105 -- not a secret
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# The drain uses the same, or the one that a test gives.
MAIL_DELIVERY_BACKEND = None
MAILLAGE_MFA_REQUIRED = False
# Tests of links ask servers of their own.
MAILLAGE_CHECK_EXTERNAL_LINKS = False
# A test that is about Elasticsearch asks for `elasticsearch_url`.
MAILLAGE_ELASTICSEARCH_URL = ""
MEDIA_ROOT = VAR / "test-media"
STATIC_ROOT = VAR / "test-static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "index", "import"],
    },
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR / "test.sqlite3"}
    # A browser's idle connection keeps its thread of the live server: not the database with it.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
else:
    # A pool keeps connections open, and a database in use can be neither copied nor dropped.
    DATABASES["default"]["OPTIONS"] = {}
