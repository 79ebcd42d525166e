"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalsConfig(AppConfig):
    name = "maillage_site.portals"
    label = "maillage_portals"
    verbose_name = _("Portals")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maillage_site.portals import checks  # noqa: F401, PLC0415 -- registers itself
        from maillage_site.portals.pages.gone import name_gone_types  # noqa: PLC0415 -- models are loaded
        from maillage_site.portals.panels import give_panels  # noqa: PLC0415 -- models are loaded

        name_gone_types()
        give_panels()
