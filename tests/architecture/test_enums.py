"""A state is named by its enum wherever code asks or sets it; the text is the database's alone."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[2]
MEMBERS = ("site", "community", "events", "cartography", "search")
OURS = ("maillage.", "maillage_")


def chosen() -> dict[str, set[str]]:
    """Name of a field of ours with choices → every text it may hold, of all models."""
    found = defaultdict(set)
    for model in apps.get_models():
        if model.__module__.startswith(OURS):
            for field in model._meta.get_fields():
                if getattr(field, "choices", None) and not field.is_relation:
                    found[field.name] |= {
                        str(value) for value, _label in field.flatchoices if value
                    }
    return found


def literals(tree: ast.AST, fields: dict[str, set[str]]) -> Iterator[tuple[int, str]]:
    """(line, ``field: text``) where a text stands for a member of the field's enum.

    A constraint in ``Meta`` cannot name an enum that is nested in the same class: left out.
    """
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.ClassDef) and node.name == "Meta":
            continue
        waiting += ast.iter_child_nodes(node)
        for name, value in pairs(node):
            texts = value.elts if isinstance(value, ast.Tuple | ast.List | ast.Set) else [value]
            for text in texts:
                if isinstance(text, ast.Constant) and text.value in fields.get(name, ()):
                    yield text.lineno, f"{name}: {text.value}"


def pairs(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Names of fields, with what they are compared to, set to or asked for."""
    if isinstance(node, ast.keyword) and node.arg:
        yield node.arg.removesuffix("__in").rpartition("__")[2], node.value
    elif isinstance(node, ast.Compare):
        for side in (node.left, *node.comparators):
            for other in (node.left, *node.comparators):
                if isinstance(side, ast.Attribute) and other is not side:
                    yield side.attr, other
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                yield target.attr, node.value


def test_no_text_stands_for_a_member_of_an_enum():
    fields = chosen()
    found = [
        f"{file.relative_to(ROOT)}:{line} {what}"
        for member in MEMBERS
        for file in (ROOT / member).rglob("maillage*/**/*.py")
        if "migrations" not in file.parts
        for line, what in literals(ast.parse(file.read_text(encoding="utf-8")), fields)
    ]
    assert sorted(set(found)) == []


@pytest.mark.parametrize(
    "planted",
    [
        'Report.objects.filter(state="waiting")',
        'Report.objects.filter(event__state__in=("waiting", other))',
        'report.state = "waiting"',
        'if report.state != "waiting": pass',
        'if "waiting" == report.state: pass',
        'if report.state in {"waiting"}: pass',
    ],
)
def test_a_text_that_is_planted_is_seen(planted):
    found = list(literals(ast.parse(planted), {"state": {"waiting"}}))
    assert [what for _line, what in found] == ["state: waiting"]


def test_what_is_another_text_is_not():
    code = 'x(kind="waiting"); y.state = "other"\nclass A:\n class Meta:\n  z = Q(state="waiting")'
    assert list(literals(ast.parse(code), {"state": {"waiting"}})) == []
