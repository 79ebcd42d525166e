"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    label = "maillage_accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"
