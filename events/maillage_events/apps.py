"""App registration."""

from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class EventsConfig(PluginConfig):
    name = "maillage_events"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        super().ready()
        from maillage_events import panels, receivers  # noqa: PLC0415 -- apps come before models

        panels.give()
        receivers.connect()
