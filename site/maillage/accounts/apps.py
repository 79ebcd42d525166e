"""App registration."""

from django.apps import AppConfig
from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "maillage.accounts"
    label = "maillage_accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: they need the models.
        from maillage.accounts.closing import forget_deleted  # noqa: PLC0415
        from maillage.accounts.models import User  # noqa: PLC0415

        pre_delete.connect(forget_deleted, sender=User)
