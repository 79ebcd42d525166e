"""Colours: each pair of the sheets reads well, in both schemes, whatever the brand."""

import re

import pytest

from maillage.ui.styles import SOURCES
from maillage.ui.theme import (
    AA,
    AAA,
    NATIONAL,
    NON_TEXT,
    Brand,
    InvalidColour,
    contrast,
    dark,
    light,
    theme_css,
    theme_hash,
    weaknesses,
)

BRANDS = {
    "national": NATIONAL,
    "burgundy": Brand("#7a1f3d", "#f9e8ed"),
    "forest": Brand("#1f5a3a", "#e3f1e8"),
    "sea": Brand("#134b7a", "#e2edf7"),
    "aubergine": Brand("#4b3a86", "#ece8f7"),
    "terracotta": Brand("#8a3412", "#fcebe2"),
    "black": Brand("#000000", "#ffffff"),
}
SCHEMES = {"light": light, "dark": dark}
STATES = ("open", "soon", "closed", "danger")


def tokens(scheme: str) -> dict[str, str]:
    """Colours of the sheet itself in one scheme."""
    text = (SOURCES / "2-tokens.css").read_text("utf-8")
    plain, _, dark_text = text.partition("prefers-color-scheme: dark")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", plain))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark_text))
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_body_text_is_aaa_on_every_background(scheme):
    colours = tokens(scheme)
    pairs = [("ink", "paper"), ("ink", "surface"), ("ink", "sunken"), ("ink-soft", "paper")]
    pairs += [("ink-soft", "surface"), ("ink", "soon-soft"), ("ink", "danger-soft")]
    weak = [p for p in pairs if contrast(colours[p[0]], colours[p[1]]) < AAA]
    assert weak == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_states_read_well_on_their_soft_background(scheme):
    colours = tokens(scheme)
    ratios = {state: contrast(colours[state], colours[f"{state}-soft"]) for state in STATES}
    assert {state: ratio for state, ratio in ratios.items() if ratio < AAA} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_borders_of_fields_are_visible(scheme):
    colours = tokens(scheme)
    backgrounds = ("paper", "surface")
    assert all(contrast(colours["line-strong"], colours[back]) >= NON_TEXT for back in backgrounds)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("brand", BRANDS.values(), ids=BRANDS)
def test_a_brand_reads_well(brand, scheme):
    palette, colours = SCHEMES[scheme](brand), tokens(scheme)
    assert weaknesses(brand) == []
    assert contrast(palette.on_brand, palette.brand) >= AA
    assert contrast(palette.on_brand, palette.brand_hover) >= AA
    assert contrast(colours["ink"], palette.brand_soft) >= AAA
    assert contrast(colours["ink-soft"], palette.brand_soft) >= AA
    for background in (colours["paper"], colours["surface"], palette.brand_soft):
        assert contrast(palette.link, background) >= AA
        assert contrast(palette.brand, background) >= NON_TEXT


def test_the_sheet_of_the_national_portal_is_its_theme():
    colours, palette = tokens("light"), light(NATIONAL)
    assert (colours["brand"], colours["brand-soft"], colours["on-brand"], colours["link"]) == (
        palette.brand,
        palette.brand_soft,
        palette.on_brand,
        palette.link,
    )


def test_an_unreadable_brand_is_explained():
    found = weaknesses(Brand("#ffe066", "#fff8dc"))
    assert [(text, back) for text, back, _, _ in found] == [
        ("#ffffff", "#ffe066"),
        ("#ffe066", "#fff8dc"),
        ("#ffe066", "#fbf8f3"),
    ]


def test_a_colour_is_six_figures_or_nothing():
    with pytest.raises(InvalidColour):
        Brand("red", "#ffffff")


def test_known_ratios():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_theme_is_a_sheet_that_names_its_pictures():
    css = theme_css(NATIONAL, mesh_url="/theme/a.svg", mark_url="/theme/b.svg")
    assert css.startswith(
        '@layer tokens{:root{--mesh:url("/theme/a.svg");--mark:url("/theme/b.svg")'
    )
    assert css.count("{") == css.count("}")
    assert theme_hash(css) != theme_hash(theme_css(NATIONAL))
