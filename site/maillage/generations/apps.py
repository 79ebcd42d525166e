"""App registration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GenerationsConfig(AppConfig):
    name = "maillage.generations"
    label = "maillage_generations"
    verbose_name = _("Generations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from maillage.generations.watching import watch  # noqa: PLC0415 -- models are needed

        watch()
