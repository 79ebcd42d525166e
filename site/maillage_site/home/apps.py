"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "maillage_site.home"
    label = "maillage_home"
    verbose_name = _("Pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maillage_site.home.panels import give_panels  # noqa: PLC0415 -- models are loaded
        from maillage_site.home.slugs import watch  # noqa: PLC0415 -- models are loaded

        give_panels()
        watch()
