"""``manage.py import_places FILE --source NAME``: see ``maillage_cartography.importing``."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_cartography.dialects import UnknownDialect
from maillage_cartography.importing import Report, import_places
from maillage_cartography.reading import UnreadableFile
from maillage_cartography.records import Problem


class Command(BaseCommand):
    help = (
        "Import places from a CSV file: national standard (v1.0.2 and older headers), "
        "France services, Bourgogne-Franche-Comté."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", required=True, help=_("Name of the source, always the same.")
        )
        parser.add_argument(
            "--date",
            type=date.fromisoformat,
            help=_("Date of the rows that carry none; by default the one in the file's name."),
        )

    def handle(self, *args: object, **options: object) -> None:
        path, source = options["file"], options["source"].strip()
        if not source or len(source) > 60 or "\0" in source:
            raise CommandError(_("A source's name has 1 to 60 characters."))
        on = options["date"] or date_in_name(path.name) or timezone.localdate()
        try:
            report = import_places(path, source, on=on, progress=self.show_progress)
        except (UnreadableFile, UnknownDialect) as error:
            message = _("%(file)s was not imported. %(reason)s")
            raise CommandError(message % {"file": path.name, "reason": error}) from error
        for problem in report.problems:
            self.stderr.write(line_of(problem))
        self.stdout.write(summary(report))

    def show_progress(self, report: Report) -> None:
        if self.stdout.isatty():
            self.stdout.write(_("%(read)s rows read…") % {"read": report.read}, ending="\r")


def date_in_name(name: str) -> date | None:
    """``…-2024-08-01.csv``, ``…-20240801.csv``, ``…-2023.csv`` (its first day)."""
    found = re.search(r"(20\d\d)-?([01]\d)?-?([0-3]\d)?(?!\d)", name)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def line_of(problem: Problem) -> str:
    """One problem in one line, for people."""
    parts = {
        "line": problem.line,
        "field": problem.field or _("the whole row"),
        "value": problem.value,
        "rule": problem.rule,
    }
    if problem.refused:
        return _("line %(line)s, row refused: %(field)s “%(value)s”, %(rule)s") % parts
    return _("line %(line)s, value left out: %(field)s “%(value)s”, %(rule)s") % parts


def summary(report: Report) -> str:
    return _(
        "%(read)s rows read (%(dialect)s): %(created)s places created, %(changed)s changed, "
        "%(unchanged)s unchanged, %(refused)s rows refused"
    ) % {
        "read": report.read,
        "dialect": report.dialect,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
