"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LinksConfig(AppConfig):
    name = "maillage_site.links"
    label = "maillage_links"
    verbose_name = _("Links of pages")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maillage_site.links.reading import watch  # noqa: PLC0415 -- models are loaded

        watch()
