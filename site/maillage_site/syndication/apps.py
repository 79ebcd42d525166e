"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "maillage_site.syndication"
    label = "maillage_syndication"
    verbose_name = _("Pages taken up")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maillage_site.syndication.following import watch  # noqa: PLC0415 -- models are loaded

        watch()
