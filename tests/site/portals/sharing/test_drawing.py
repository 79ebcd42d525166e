"""What is drawn of a portal: its name holds, its colours are its own, its file is light."""

from io import BytesIO

import pytest
from PIL import Image

from maillage.ui.mesh import MARK, drawn
from maillage.ui.theme import NATIONAL, Brand
from maillage.values import Point
from maillage_site.portals.sharing import drawing

RED = Brand("#8a2432", "#f8e6e4")
MESH = drawn([Point(46.3, 4.8), Point(46.9, 4.3), Point(46.6, 4.0)])
NAMES = [
    "Ain",
    "Saône-et-Loire",
    "Saint-Pierre-et-Miquelon, collectivité territoriale d’outre-mer",
    "Terres australes et antarctiques françaises, communauté de communes et d’agglomérations",
    "Rhododendronsanguinolentessurlescollines",
]


def opened(data):
    picture = Image.open(BytesIO(data))
    return picture.format, picture.size, picture.convert("RGB")


@pytest.mark.parametrize("name", NAMES)
def test_a_card_has_its_size_whatever_the_name_and_writes_it_left_of_the_mesh(name):
    data = drawing.card(name, "L’aide au numérique près de chez vous", RED, MESH)
    form, size, picture = opened(data)
    assert (form, size, len(data) < 60_000) == ("PNG", (1200, 630), True)
    assert near(picture.getpixel((5, 5)), "#f8e6e4")
    assert near(picture.getpixel((600, 625)), "#8a2432")
    gap = picture.crop((676, 0, 684, 600))
    assert all(near(colour, "#f8e6e4") for _count, colour in gap.getcolors())


def test_a_name_too_long_is_cut_with_a_sign():
    _size, lines = drawing._fitted(NAMES[3])
    assert (len(lines), lines[-1][-1]) == (3, "…")


def test_a_name_that_holds_is_on_one_line():
    assert drawing._fitted("Saône-et-Loire")[1] == ["Saône-et-Loire"]


def test_colours_that_cannot_be_read_together_give_way_to_the_platform_s():
    pale = Brand("#eeeeee", "#ffffff")
    assert drawing.readable(pale) == NATIONAL
    _form, _size, picture = opened(drawing.card("Ain", "", pale, MESH))
    assert near(picture.getpixel((600, 625)), NATIONAL.strong)


@pytest.mark.parametrize("mark", [drawn([], [], MARK), MESH], ids=["nothing to draw", "a mark"])
def test_icons_have_corners_or_are_whole(mark):
    rounded = Image.open(BytesIO(drawing.icon_png(192, RED, mark)))
    whole = Image.open(BytesIO(drawing.icon_png(512, RED, mark, whole=True)))
    assert (rounded.size, whole.size) == ((192, 192), (512, 512))
    assert (rounded.getpixel((0, 0))[3], whole.getpixel((0, 0))[3]) == (0, 255)
    # What a phone may cut away holds nothing but the colour.
    edge = whole.convert("RGB").crop((0, 0, 512, 60))
    assert [near(colour, "#8a2432") for _count, colour in edge.getcolors()] == [True]


def test_the_ico_holds_the_sizes_that_browsers_want():
    assert Image.open(BytesIO(drawing.icon_ico(RED))).info["sizes"] == {
        (16, 16),
        (32, 32),
        (48, 48),
    }


def near(colour, wanted):
    """The palette of the file rounds colours."""
    channels = (int(wanted[at : at + 2], 16) for at in (1, 3, 5))
    return all(abs(one - other) <= 8 for one, other in zip(colour, channels, strict=True))
