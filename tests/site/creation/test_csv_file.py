"""The file of portals, as spreadsheets really write it."""

import pytest

from maillage_site.creation.csv_file import UnreadableFile, read_table

TEXT = "territoire;titre;équipe publication\n71;Aide à tous;a@exemple.fr\n"
ONE = {"territory": "71", "title": "Aide à tous", "publishers": "a@exemple.fr"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_separators_and_ends_of_lines(encoding, separator, end):
    content = TEXT.replace(";", separator).replace("\n", end).encode(encoding)
    [line] = read_table(content).lines
    assert (line.number, line.values) == (2, ONE)


def test_lines_are_numbered_as_an_editor_counts_them():
    content = b'territoire,titre\n\n71,"Aide\n71"\n,,\n56,Morbihan\n'
    assert [line.number for line in read_table(content).lines] == [3, 6]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Code;Nom;ADRESSE", ["territory", "title", "slug"]),
        ("code_territoire;Équipe;Couleurs", ["territory", "publishers", "strong"]),
        ("TERRITOIRE;Rédaction;Coordination", ["territory", "editors", "coordinators"]),
    ],
)
def test_columns_have_several_names(header, fields):
    [line] = read_table(f"{header}\na;b;c\n".encode()).lines
    assert list(line.values) == fields


def test_columns_that_nobody_knows_are_told():
    assert read_table(b"territoire,remarque,titr\n71,x,y\n").ignored == ("remarque", "titr")


def test_three_colours_in_one_cell():
    [line] = read_table(b"territoire;couleurs\n71;#7a2e3a, #f6e7e6 #ffffff\n").lines
    assert [line.values[name] for name in ("strong", "soft", "on_strong")] == [
        *("#7a2e3a", "#f6e7e6", "#ffffff")
    ]


def test_a_line_with_too_many_cells_says_so():
    [line, good] = read_table(b"territoire,titre\n71,Aide, pour tous\n56,Morbihan,\n").lines
    assert "3 cases et la première 2" in line.fault
    assert good.fault == ""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "territoire"),
        (b"territoire;titre\n", "aucune ligne"),
        (b"titre;adresse\na;b\n", "dont «\u202fterritoire\u202f»"),
        (b"territoire;code\n71;71\n", "Deux colonnes disent la même chose"),
        (b"PK\x03\x04rest", "C’est un classeur"),
        (b"\x00\x01\x02", "pas un fichier de texte"),
        (b'territoire\n"71\n', "guillemet"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content, said):
    with pytest.raises(UnreadableFile, match=said):
        read_table(content)
