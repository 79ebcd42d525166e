"""App registration; last of the installed apps, so that every model and policy is known."""

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "maillage_site.rights"
    label = "maillage_rights"
    verbose_name = _("Territory rights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: it needs every app's models.
        from maillage_site.rights.default_deny import (  # noqa: PLC0415
            close_models_without_policy,
        )
        from maillage_site.rights.stock_groups import remove_stock_groups  # noqa: PLC0415

        close_models_without_policy()
        post_migrate.connect(remove_stock_groups, sender=apps.get_app_config("wagtailcore"))
