"""App registration; after those whose pages have forms of their own."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubmittedIdsConfig(AppConfig):
    name = "maillage_site.submitted_ids"
    label = "maillage_submitted_ids"
    verbose_name = _("Ids typed in forms")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported here: it needs every app's models.
        from maillage_site.submitted_ids.installing import check_every_form  # noqa: PLC0415

        check_every_form()
