"""``manage.py import_places FILE --source NAME``: see ``maillage_cartography.imports.applying``."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from maillage_cartography.imports.applying import Order, Report, TooManyVanish, look
from maillage_cartography.imports.dialects import UnknownDialect
from maillage_cartography.imports.dialects.declared import BadMapping, parse
from maillage_cartography.imports.file_dates import date_in_name
from maillage_cartography.imports.runs import (
    SourceIsBusy,
    apply_file,
    begin,
    vanished_message,
)
from maillage_cartography.imports.tables import UnreadableFile
from maillage_cartography.models import PlaceImport
from maillage_cartography.standards.records import Problem

REFUSALS = (UnreadableFile, UnknownDialect, BadMapping, TooManyVanish, SourceIsBusy)


class Command(BaseCommand):
    help = (
        "Import places from a CSV or JSON file: national standard (v1.0.2 and older headers), "
        "France services, Bourgogne-Franche-Comté, and files declared in TOML."
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

        parser.add_argument(
            "--mapping",
            type=Path,
            help=_("A TOML declaration of the columns, for a file that is not recognised."),
        )
        parser.add_argument(
            "--complete",
            action="store_true",
            help=_("The file holds the whole source: what is not in it has vanished."),
        )
        parser.add_argument(
            "--accept-vanished",
            action="store_true",
            help=_("Go on even when over a tenth of the source has vanished."),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("Say what would change; write nothing.")
        )

    def handle(self, *args: object, **options: object) -> None:
        path, source = options["file"], options["source"].strip()
        if not source or len(source) > 60 or "\0" in source:
            raise CommandError(_("A source's name has 1 to 60 characters."))
        on = options["date"] or date_in_name(path.name) or timezone.localdate()
        complete, accepted = options["complete"], options["accept_vanished"]
        try:
            said = options["mapping"].read_text(encoding="utf-8") if options["mapping"] else ""
            order = Order(
                source=source,
                on=on,
                complete=complete,
                accept_vanished=accepted,
                mapping=parse(said) if said else None,
            )
            report = look(path, order) if options["dry_run"] else self.apply(path, order, said)
        except (*REFUSALS, OSError, UnicodeDecodeError) as error:
            reason = _reason(error)
            message = _("%(file)s was not imported. %(reason)s")
            raise CommandError(message % {"file": path.name, "reason": reason}) from error
        for problem in report.problems:
            self.stderr.write(line_of(problem))
        if more := report.problem_count - len(report.problems):
            self.stderr.write(_("and %(count)s more problems like these") % {"count": more})
        self.stdout.write(summary(report))

    def apply(self, path: Path, order: Order, mapping: str) -> Report:
        """Import as a run of its own, which the admin shows and can undo."""
        now = timezone.now()
        run = PlaceImport.objects.create(
            source=order.source,
            file_name=path.name[:200],
            on=order.on,
            complete=order.complete,
            accept_vanished=order.accept_vanished,
            mapping=mapping,
            state=PlaceImport.State.LOOKED,
            created_at=now,
        )
        try:
            begin(run, at=now)
            return apply_file(run, path)
        except Exception:
            PlaceImport.objects.filter(pk=run.pk).update(
                state=PlaceImport.State.FAILED, reason=_("The command stopped: see its output.")
            )
            raise


def _reason(error: Exception) -> str:
    if isinstance(error, TooManyVanish):
        return vanished_message(error.report)
    if isinstance(error, SourceIsBusy):
        return _("Another import of this source is under way.")
    return str(error)


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
    said = _(
        "Rows read: %(read)s (%(dialect)s); places created: %(created)s, changed: %(changed)s, "
        "unchanged: %(unchanged)s; rows refused: %(refused)s"
    ) % {
        "read": report.read,
        "dialect": report.dialect,
        "created": report.created,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "refused": report.refused,
    }
    if report.repaired:
        said += _("; opening hours repaired: %(repaired)s") % {"repaired": report.repaired}
    if report.vanished:
        said += _("; vanished: %(vanished)s") % {"vanished": report.vanished}
    return said
