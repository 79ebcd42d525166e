"""The reference says what the code says."""

import dataclasses
import inspect
import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from maillage import contributions as vocabulary
from maillage import help as help_kinds
from maillage import portal_contributions, workload
from maillage.discovery import installed_plugins

REFERENCE = Path(__file__).resolve().parents[2] / "docs/reference"
OURS = {*installed_plugins().values(), "maillage_site", "maillage.accounts", "maillage.outbox"}
KINDS = [
    kind
    for kind in (
        vars(vocabulary) | vars(workload) | vars(portal_contributions) | vars(help_kinds)
    ).values()
    if inspect.isclass(kind)
    and issubclass(kind, vocabulary.Contribution)
    and kind is not vocabulary.Contribution
]


def _sections(file: str) -> dict[str, str]:
    """Title → text of each section of a page."""
    text = (REFERENCE / file).read_text(encoding="utf-8")
    parts = re.split(r"^#{2,3} `?(.+?)`?$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_contribution_is_told_with_its_fields(kind):
    told = _sections("contract.md")[kind.__name__]
    fields = [field.name for field in dataclasses.fields(kind) if field.name != "order"]
    assert re.findall(r"^\| `(\w+)`", told, flags=re.MULTILINE) == fields


def test_each_of_our_commands_is_told():
    ours = {
        name
        for name, app in get_commands().items()
        if isinstance(app, str) and (app in OURS or app.startswith("maillage"))
    }
    assert set(_sections("commands.md")) == ours


def test_each_setting_of_the_environment_is_told():
    told = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    example = (REFERENCE.parents[1] / ".env.example").read_text(encoding="utf-8")
    names = re.compile(r"MAILLAGE_[A-Z_]+(?==)")
    assert set(re.findall(r"`(MAILLAGE_[A-Z_]+)`", told)) == set(names.findall(example))
