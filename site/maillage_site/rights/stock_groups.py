"""Wagtail's own two groups hold every page of the tree: they are no team of ours."""

from __future__ import annotations

from django.contrib.auth.models import Group

NAMES = ("Editors", "Moderators")  # as Wagtail's first migration names them, whatever the language


def remove_stock_groups(using: str = "default", **_signal: object) -> None:
    """After each migration: whoever was in them keeps the account and loses these rights."""
    Group.objects.using(using).filter(name__in=NAMES, portal_team=None).delete()
