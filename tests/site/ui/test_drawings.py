"""The family of drawings: each name is drawn, light, described, and nothing in it is active."""

import gzip
import re
from xml.etree import ElementTree as ET

import pytest
from django.template import Context, Template

from maillage.ui.drawings import DRAWINGS
from maillage.ui.styles import HERE

SPRITE = HERE / "static/maillage/drawings.svg"
SVG = "{http://www.w3.org/2000/svg}"
SHAPES = {"circle", "g", "path", "rect"}


def symbols():
    return ET.parse(SPRITE).getroot()


def test_each_name_is_drawn_and_each_drawing_has_a_name():
    assert [symbol.get("id") for symbol in symbols()] == sorted(DRAWINGS)


def test_the_drawings_are_light():
    assert len(gzip.compress(SPRITE.read_bytes())) <= 4_000


def test_a_drawing_is_made_of_shapes_in_the_colours_of_the_portal():
    tags = {part.tag.removeprefix(SVG) for part in symbols().iter()} - {"svg", "symbol"}
    painted = set(re.findall(r'(?:fill|stroke)="([^"]+)"', SPRITE.read_text("utf-8")))
    assert tags <= SHAPES
    assert painted == {"none", "currentColor", "var(--surface)", "var(--brand-soft)"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Un « téléphone » <b>", 'role="img" aria-label="Un « téléphone » &lt;b&gt;"'),
        ("", 'aria-hidden="true"'),
    ],
)
def test_a_drawing_is_described_or_decorative(words, expected):
    template = Template('{% load maillage_ui %}{% drawing "phone" words %}')
    html = template.render(Context({"words": words}))
    assert expected in html
    assert re.search(r'<use href="/static/maillage/drawings[^"]*\.svg#phone"/>', html)
