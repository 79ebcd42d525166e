"""App registration."""

from django.db.models.signals import pre_delete
from django.utils.translation import gettext_lazy as _

from maillage.plugin import PluginConfig


class EventsConfig(PluginConfig):
    name = "maillage_events"
    verbose_name = _("Agenda")

    def ready(self) -> None:
        """A proposed page may go with the page above it, of which Django tells by signals alone."""
        super().ready()
        from maillage_events.models import EventPage  # noqa: PLC0415 -- apps come before models
        from maillage_events.proposals import drafts  # noqa: PLC0415 -- apps come before models

        pre_delete.connect(
            drafts.page_deleted, sender=EventPage, dispatch_uid="maillage_proposal_refused"
        )
