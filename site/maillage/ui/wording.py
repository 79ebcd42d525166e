"""The module that writes in the active language: ``wording().hour(moment)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from maillage.ui import english, french

if TYPE_CHECKING:
    from types import ModuleType


def wording() -> ModuleType:
    """``english`` under ``/en/``, ``french`` everywhere else."""
    return english if (get_language() or "").startswith("en") else french
