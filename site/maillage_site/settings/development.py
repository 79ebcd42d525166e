"""The demo and a developer's machine."""

from maillage_site.settings.base import *
from maillage_site.settings.base import BASE_URL, SECRET_KEY

SECRET_KEY = SECRET_KEY or "for the demo only: nothing is kept"
DEBUG = False
ALLOWED_HOSTS = ["*"]
MAILLAGE_MFA_REQUIRED = False
MAILLAGE_DEMO = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
