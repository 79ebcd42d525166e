"""``manage.py portals FILE.csv``: the portals of a file, forty at once."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.generations import keeping
from maillage.scope import DEFAULT_LANGUAGE
from maillage.ui.french import typo
from maillage_site.creation.batch import State, make_all
from maillage_site.creation.csv_file import Table, UnreadableFile, read_table

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from maillage_site.creation.batch import Outcome


class Command(BaseCommand):
    help = "Make the portals of a CSV file, with their pages, groups and teams; idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file, one line a portal")
        parser.add_argument("--dry-run", action="store_true", help="say it, and change nothing")
        parser.add_argument("--online", action="store_true", help="put the portals online at once")

    def handle(self, *args: object, file: Path, dry_run: bool, online: bool, **_o: object) -> None:
        with translation.override(DEFAULT_LANGUAGE):
            table = _read(file)
            if table.ignored:
                self._say(_("Columns not read: %(names)s.") % {"names": ", ".join(table.ignored)})
            states = self._make(table, dry_run=dry_run, online=online)
            self._sum_up(states, dry_run=dry_run, online=online)
        if states[State.REFUSED]:
            raise SystemExit(1)

    def _make(self, table: Table, *, dry_run: bool, online: bool) -> Counter[State]:
        """A rehearsal does everything, in one transaction that is taken back."""
        states: Counter[State] = Counter()
        total, before = len(table.lines), time.monotonic()
        with transaction.atomic() if dry_run else nullcontext():
            outcomes = make_all(table.lines, at=timezone.now(), online=online)
            for rank, outcome in enumerate(outcomes, start=1):
                took, before = time.monotonic() - before, time.monotonic()
                self._tell(outcome, f"[{rank:>{len(str(total))}}/{total}]", took)
                states[outcome.state] += 1
            if dry_run:
                transaction.set_rollback(True)
        if dry_run:
            keeping.forget()
        return states

    def _tell(self, outcome: Outcome, rank: str, took: float) -> None:
        words = {
            State.MADE: _("made"),
            State.THERE: _("was there"),
            State.REFUSED: _("REFUSED"),
        }[outcome.state]
        if outcome.new_members:
            words += ", " + ngettext(
                "%(number)d role given", "%(number)d roles given", outcome.new_members
            ) % {"number": outcome.new_members}
        line = _("line %(number)d: %(name)s: %(state)s (%(seconds)s s)") % {
            "number": outcome.number,
            "name": outcome.name or "?",
            "state": words,
            "seconds": f"{took:.1f}".replace(".", ","),
        }
        self._say(f"{rank} {line}")
        for sentence in outcome.said:
            self._say(f"    {sentence}")

    def _sum_up(self, states: Counter[State], *, dry_run: bool, online: bool) -> None:
        self._say(
            _("%(made)d made, %(there)d already there, %(refused)d refused.")
            % {state.value: states[state] for state in State}
        )
        if states[State.REFUSED]:
            self._say(_("Mend the refused lines and run the command again: the others stay."))
        if dry_run:
            self._say(_("This was a rehearsal: nothing has changed, no email is sent."))
        elif not online:
            self._say(_("Pages are drafts: read them in the administration, then put them online."))

    def _say(self, sentence: str) -> None:
        self.stdout.write(typo(sentence))


def _read(file: Path) -> Table:
    try:
        return read_table(file.read_bytes())
    except OSError as error:
        message = _("The file %(file)s cannot be read: %(why)s.")
        raise CommandError(message % {"file": file, "why": error.strerror}) from None
    except UnreadableFile as error:
        raise CommandError(str(error)) from None
