"""App registration; last of the installed apps, so that every model and policy is known."""

from django.apps import AppConfig
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

        close_models_without_policy()
