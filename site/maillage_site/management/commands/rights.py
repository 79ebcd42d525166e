"""Print the table of rights, as the page of reference is."""

from django.core.management.base import BaseCommand

from maillage_site.rights.reference import page


class Command(BaseCommand):
    """The whole of ``docs/reference/rights.md``."""

    help = "Print, in Markdown, which role does what to what, and in which territory."

    def handle(self, **options: object) -> None:
        self.stdout.write(page(), ending="")
