"""Print the register of personal fields, as the page of reference is."""

from django.core.management.base import BaseCommand

from maillage.personal_data.reference import page


class Command(BaseCommand):
    """The whole of ``docs/reference/personal-data.md``."""

    help = "Print, in Markdown, each personal field with its purpose, retention and erasure."

    def handle(self, **options: object) -> None:
        self.stdout.write(page(), ending="")
