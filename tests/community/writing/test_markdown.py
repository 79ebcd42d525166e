"""What people write comes out safe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_community.writing.markdown import MAX_LENGTH, plain, render


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**gras**", "<p><strong>gras</strong></p>\n"),
        ("# Titre", "<p><strong>Titre</strong></p>\n"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](//evil.example)", '<p><a rel="nofollow noopener ugc">a</a></p>\n'),
        (
            "[site](https://www.service-public.fr)",
            '<p><a href="https://www.service-public.fr" rel="nofollow noopener ugc">site</a></p>\n',
        ),
    ],
)
def test_markdown_is_rendered_without_what_is_dangerous(source, html):
    assert render(source) == html


def test_an_image_asks_nothing_of_another_host():
    assert "<img" not in render("![i](https://x.example/p.png)")


@pytest.mark.parametrize(
    "bomb", ["[" * 20_000, "> " * 9_000, "*" * 20_000, "- " * 9_000, "`" * 20_000]
)
def test_a_markdown_bomb_is_rendered_all_the_same(bomb):
    assert len(render(bomb)) < 20 * MAX_LENGTH


@given(st.text(max_size=300))
def test_no_text_gives_a_tag_outside_the_list(text):
    html = render(text)
    assert not any(tag in html.lower() for tag in ("<script", "<img", "<iframe", "<style", "<h1"))


def test_plain_gives_the_words_alone():
    assert plain("Bonjour **à tous**\n\n- un\n- deux").split() == [
        "Bonjour",
        "à",
        "tous",
        "un",
        "deux",
    ]
