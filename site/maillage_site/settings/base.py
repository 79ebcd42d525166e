"""Settings that production runs, with safe defaults.

Environment (prefix ``MAILLAGE_``) is for what operators decide; what editors decide lives in
Wagtail's site settings; constants are for what developers decide.
"""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _
from environs import Env
from whitenoise.compress import Compressor

import maillage
import maillage_site
from maillage.content_policy.embedding import checked_origins
from maillage.content_policy.tiles import checked_tiles, tiles_origin
from maillage.discovery import checked_disabled, plugin_apps
from maillage_site.settings.accounts import *

env = Env(eager=False, prefix="MAILLAGE_")

# Never beside the code, which may be installed anywhere and not be ours to write to.
STATE_DIR = env.str("STATE_DIR", default="")
VAR = Path(STATE_DIR or "var").absolute()
SECRET_KEY = env.str("SECRET_KEY", default="")
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BASE_URL = env.str("BASE_URL", default="http://localhost:8000")
DATABASE_URL = env.str("DATABASE_URL", default="")
MAILLAGE_DISABLED_PLUGINS = checked_disabled(env.list("DISABLED_PLUGINS", default=[]))
MAILLAGE_ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# What the names of the search's indices begin with: two deployments may share a cluster.
MAILLAGE_ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX", default="maillage")
MAILLAGE_DEMO = False
MAILLAGE_MFA_REQUIRED = env.bool("MFA_REQUIRED", default=True)
# Identifies this deployment in the UIDs of calendar files and in Message-IDs.
MAILLAGE_DOMAIN = env.str("DOMAIN", default="maillage.localhost")
# What calendar feeds hold, in days around now, and how many events at most.
MAILLAGE_FEED_DAYS_BEHIND = env.int("FEED_DAYS_BEHIND", default=90)
MAILLAGE_FEED_DAYS_AHEAD = env.int("FEED_DAYS_AHEAD", default=548)
MAILLAGE_FEED_LIMIT = env.int("FEED_LIMIT", default=5000)
# How many reverse proxies of ours add to X-Forwarded-For: limits are counted by reader's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=0)
# How many sign-ups, and as many links asked for, one such address may send; empty for no limit.
MAILLAGE_FORMS_PER_ADDRESS = env.str("FORMS_PER_ADDRESS", default="60/10m")
# The sites that may show our lists in a frame.
MAILLAGE_EMBED_ORIGINS = checked_origins(env.list("EMBED_ORIGINS", default=[]))
# Where addresses are looked for, as the Base adresse nationale answers; empty: communes alone.
MAILLAGE_ADDRESS_SEARCH_URL = env.str("ADDRESS_SEARCH_URL", default="")
# Whether links to other sites are asked whether they still answer.
MAILLAGE_CHECK_EXTERNAL_LINKS = env.bool("CHECK_EXTERNAL_LINKS", default=True)
# The tiles under the map, and whom they are of; empty: outlines of our own alone.
MAILLAGE_TILES_URL = checked_tiles(env.str("TILES_URL", default=""))
MAILLAGE_TILES_CREDIT = env.str("TILES_CREDIT", default="")
# Whether the reverse proxy sends files itself when an answer names one (deploy/Caddyfile).
MAILLAGE_PROXY_SENDS_FILES = env.bool("PROXY_SENDS_FILES", default=False)
EMAIL_URL = env.dj_email_url("EMAIL_URL", default="console://")
# Every mail waits in the outbox; its drain hands it to the server that the address names.
EMAIL_BACKEND = "maillage.outbox.backend.OutboxBackend"
MAIL_DELIVERY_BACKEND = EMAIL_URL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_URL["EMAIL_HOST"] or "localhost"
EMAIL_PORT = EMAIL_URL["EMAIL_PORT"] or 25
EMAIL_HOST_USER = EMAIL_URL["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = EMAIL_URL["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = EMAIL_URL["EMAIL_USE_TLS"]
EMAIL_USE_SSL = EMAIL_URL["EMAIL_USE_SSL"]
# A mail server that does not answer must not hold the worker.
EMAIL_TIMEOUT = EMAIL_URL["EMAIL_TIMEOUT"] or 20
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", default="Maillage <ne-pas-repondre@maillage.localhost>")

INSTALLED_APPS = [
    "maillage_site.portals",
    "maillage_site.home",
    "maillage_site.links",
    "maillage_site.syndication",
    "maillage_site.contact",
    "maillage_site.files",
    "maillage_site",
    *plugin_apps(),
    "maillage.accounts",
    "maillage.territories",
    "maillage.outbox",
    "maillage.generations",
    "maillage.ui",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "maillage_site.users.apps.UsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_cotton.apps.SimpleAppConfig",
    # Installed for its files: without them /api/docs would ask a third party for its script.
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "maillage.sessions.apps.UserSessionsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    # Last: they close every model that nobody opened to territories, and check every form.
    "maillage_site.rights",
    "maillage_site.submitted_ids",
]

MIDDLEWARE = [
    "maillage_site.middleware.journal.RequestJournal",
    "django.middleware.security.SecurityMiddleware",
    "maillage_site.middleware.content_policy.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "maillage_site.portals.addresses.middleware.ScopeMiddleware",
    "maillage_site.closing.middleware.ClosedPortals",
    "django.middleware.common.CommonMiddleware",
    "maillage_site.redirects.middleware.ServeRedirects",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "maillage.sessions.middleware.SeenSession",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage_site.portals.pages.gone.GonePageTypes",
    "maillage_site.unreadable.middleware.RefuseUnreadable",
    "maillage_site.rights.guard.AdminGuard",
    "maillage_site.submitted_ids.middleware.SubmittedIds",
    "maillage_site.rights.one_act.OneAct",  # the last: it runs the view
]

ROOT_URLCONF = "maillage_site.urls"
WSGI_APPLICATION = "maillage_site.wsgi.application"
FORM_RENDERER = "maillage.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage_site.portals.pages.context_processor.portal",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                ),
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    },
]

# Pages are read where the system keeps them (256 MB at most), not copied through 2 MB a connection.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
    ),
}
# Compiling a question takes PostgreSQL longer than our widest ones take to answer; its pages are in
# memory or on a disk without a head, where an index may lead to any of them.
POSTGRESQL_OPTIONS = {
    "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
    "options": "-c jit=off -c random_page_cost=1.1",
}


def database(url: str) -> dict[str, object]:
    """Django's description of the database; empty means SQLite in the state folder.

    What a PostgreSQL address says after "?" (``sslmode=require``) counts.
    """
    if not url:
        url = f"sqlite:///{VAR / 'maillage.sqlite3'}"
    config = dj_database_url.parse(url)
    if config["ENGINE"].endswith("sqlite3"):
        return {**config, "OPTIONS": dict(SQLITE_OPTIONS), "CONN_MAX_AGE": None}
    return {**config, "OPTIONS": {**POSTGRESQL_OPTIONS, **config.get("OPTIONS", {})}}


DATABASES = {"default": database(DATABASE_URL)}
PAGES_CACHE = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "maillage_cache",
    "OPTIONS": {"MAX_ENTRIES": 10_000},
}
CACHES = {
    # allauth counts its limits in this one: nothing leaves it before its time.
    "default": {"BACKEND": "maillage.accounts.limit_cache.LimitCache"},
    # What may be lost: pages, answers of services.
    "pages": PAGES_CACHE,
    # Kept in a table, each would cost the query it saves, and three more to keep it.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "mail", "index", "import"],
    },
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("ar", _("Arabic"))]
# In these only pages are written: docs/how-to/ajouter-une-langue.md
MAILLAGE_LANGUAGES_OF_CONTENT = ("ar",)
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# An address is read aloud and printed: "a-chalon". See ``MaillagePage`` for other scripts.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
# A translation begins as a draft, whether its page is published or not.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TIME_ZONE = "Europe/Paris"
USE_TZ = True
# Dates are typed day first in every language (maillage_site/formats); pickers agree with them.
FORMAT_MODULE_PATH = "maillage_site.formats"
WAGTAIL_DATE_FORMAT, WAGTAIL_TIME_FORMAT = "%d/%m/%Y", "%H:%M"
WAGTAIL_DATETIME_FORMAT = f"{WAGTAIL_DATE_FORMAT} {WAGTAIL_TIME_FORMAT}"
# The contract package is not an app by itself: its parts share one catalogue.
# The second says in French what Wagtail and others say badly: it goes before their own catalogues.
LOCALE_PATHS = [
    Path(maillage.__file__).parent / "locale",
    Path(maillage_site.__file__).parent / "third_party_words",
]

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# Nobody reads the API page's source maps but a debugger: 5 MB that took 8 s to compress.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "maillage_site.staticfiles.ManifestStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WAGTAIL_SITE_NAME = "Maillage"
WAGTAILADMIN_BASE_URL = BASE_URL
# Videos are links (``VideoBlock``): nothing asks another site what to show (ADR 0034).
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "maillage_site.admin_search"}}

# What a browser may load on our pages (content_policy.py): what is ours, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", *tiles_origin(MAILLAGE_TILES_URL)],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}
# Wagtail's administration starts its widgets with inline scripts and styles (ADR 0013).
MAILLAGE_ADMIN_CONTENT_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:"],
}
# The editor's preview shows a page in a frame of our own.
X_FRAME_OPTIONS = "SAMEORIGIN"

env.seal()
