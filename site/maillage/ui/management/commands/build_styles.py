"""``manage.py build_styles``: write maillage.css again after a change of its sources."""

from django.core.management.base import BaseCommand

from maillage.ui.styles import SHEET, assemble


class Command(BaseCommand):
    help = "Write static/maillage/maillage.css from the layers in ui/css/."
    requires_system_checks = ()

    def handle(self, **_options: object) -> None:
        sheet = assemble()
        SHEET.write_text(sheet, "utf-8")
        self.stdout.write(f"{SHEET.name}: {len(sheet.encode())} bytes")
