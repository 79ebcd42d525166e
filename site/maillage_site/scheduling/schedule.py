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

    from django.db.models import Model

    from maillage.accounts.models import User
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
        except (Refused, ValidationError) as error:
            if note_refusal(one):
                logger.warning("%s is refused until somebody changes it: %s", one.key, error)
            _tell(one, page, author, error)
        except Exception as error:
            logger.exception("%s failed", one.key)
            _tell(one, page, author, error)


def _tell(one: Due, page: Model | None, author: User | None, error: Exception) -> None:
    if page and author and author.is_active:
        tell_failure(one, page, author, error)
