"""App registration; last of the installed apps, so that every model and policy is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.apps import apps as installed
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.apps.registry import Apps


class RightsConfig(AppConfig):
    name = "maillage_site.rights"
    label = "maillage_rights"
    verbose_name = _("Territory rights")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: it needs every app's models.
        from maillage_site.reviews import watching as reviews  # noqa: PLC0415
        from maillage_site.rights.default_deny import (  # noqa: PLC0415
            close_models_without_policy,
        )
        from maillage_site.rights.stock_groups import remove_stock_groups  # noqa: PLC0415

        close_models_without_policy()
        reviews.watch()  # Wagtail's admin is ready before: its own emails are taken away.
        post_migrate.connect(remove_stock_groups, sender=installed.get_app_config("wagtailcore"))
        # This app has no models: Django says nothing of it.
        post_migrate.connect(share_files, sender=installed.get_app_config("maillage_portals"))


def share_files(*, apps: Apps = installed, **_rest: object) -> None:
    """A site of before the nation's shared files gets them with its tables."""
    # Imported here: it needs every app's models.
    from maillage_site.rights.shared_files import open_shared_files  # noqa: PLC0415

    portal = apps.get_model("maillage_portals", "Portal")
    if "shared_collection" in {field.name for field in portal._meta.get_fields()}:
        open_shared_files()
