"""Publishing and taking away on schedule, every minute."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import OperationalError
from django.utils import translation

from maillage_site.scheduling.due import due
from maillage_site.scheduling.emails import language_of, tell_failure

if TYPE_CHECKING:
    from datetime import datetime

    from maillage_site.scheduling.due import Due

logger = logging.getLogger(__name__)


def keep_schedule(at: datetime) -> None:
    """Do what is due at that moment, each thing in a transaction of its own; idempotent.

    What fails is logged, told once to its author, and tried again the next minute; the rest
    goes on.
    """
    for one in due(at):
        _try(one, at=at)


def _try(one: Due, *, at: datetime) -> None:
    page, author = one.subject()
    with translation.override(language_of(author)):
        try:
            one.carry_out(at=at)
        except OperationalError:  # A lock, a lost connection: nothing that its author could mend.
            logger.exception("%s was held up: it is tried again in a minute", one.key)
        except Exception as error:
            logger.exception("%s failed", one.key)
            if author and author.is_active:
                tell_failure(one, page, author, error)
