"""Publishing and taking away on schedule, every minute."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.utils import translation

from maillage.pages import Refused
from maillage_site.scheduling.due import due
from maillage_site.scheduling.emails import language_of, tell_failure
from maillage_site.scheduling.refusals import note_refusal

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_site.scheduling.due import Due

logger = logging.getLogger(__name__)


def keep_schedule(at: datetime) -> None:
    """Do what is due at that moment, each thing in a transaction of its own; idempotent.

    What fails is logged, told once to its author, and tried again the next minute; the rest
    goes on. What is refused in the editor's words is logged once.
    """
    for one in due(at):
        try:
            _carry_out(one, at=at)
        except OperationalError:  # A lock, a lost connection: nothing that its author could mend.
            logger.exception("%s was held up: it is tried again in a minute", one.key)
        except Exception:
            logger.exception("%s failed, and nobody could be told", one.key)


def _carry_out(one: Due, *, at: datetime) -> None:
    page, author = one.subject()
    with translation.override(language_of(author)):
        try:
            one.carry_out(at=at)
        except OperationalError:
            raise
        except Exception as error:
            _log(one, error)
            if page and author and author.is_active:
                tell_failure(one, page, author, error)


def _log(one: Due, error: Exception) -> None:
    if not isinstance(error, (Refused, ValidationError)):
        logger.error("%s failed", one.key, exc_info=error)
    elif note_refusal(one):
        logger.warning("%s is refused until somebody changes it: %s", one.key, error)
