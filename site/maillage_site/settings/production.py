"""Production: refuses to start without what must be secret, and only speaks HTTPS."""

from django.core.exceptions import ImproperlyConfigured

from maillage_site.settings.base import *
from maillage_site.settings.base import SECRET_KEY

if not SECRET_KEY:
    message = "MAILLAGE_SECRET_KEY is required in production"
    raise ImproperlyConfigured(message)

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
