"""Files that are no list of places, or that are meant to do harm: refused in words, unread."""

import io
import json
import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage_cartography.imports import encodings
from maillage_cartography.imports.applying import import_places
from maillage_cartography.imports.tables import BadRow, Row, UnreadableFile, read_table
from maillage_cartography.models import Place
from maillage_cartography.standards.communes import KnownCommune
from maillage_cartography.standards.records import read_record
from tests.cartography.imports.test_runs import HEADER, row

ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    "<sst><si><t>&secret;</t></si></sst>"
)


def archive(**files: bytes | str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


SPREADSHEETS = {
    "xlsx with entities": archive(xl__sharedStrings_xml=ENTITY),
    "zip bomb": archive(a_csv=b"\0" * 50_000_000),
    "empty zip": archive(),
    "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
}


@pytest.mark.parametrize("content", SPREADSHEETS.values(), ids=SPREADSHEETS)
def test_a_spreadsheet_is_refused_with_how_to_save_it(tmp_path, content):
    path = tmp_path / "lieux.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match="LibreOffice"), read_table(path):
        pass


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_each_separator_in_each_encoding(tmp_path, separator, encoding):
    path = tmp_path / "lieux.csv"
    text = separator.join(["id", "nom", "adresse"]) + "\r\n" + separator.join("aéb") + "\r\n"
    path.write_bytes(text.encode(encoding))
    with read_table(path) as table:
        assert list(table.rows) == [Row(2, {"id": "a", "nom": "é", "adresse": "b"})]


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8),
            min_size=3,
            max_size=3,
        ),
        max_size=5,
    ),
    st.sampled_from(",;\t|"),
)
def test_what_is_written_with_a_separator_is_read_with_it(tmp_path_factory, rows, separator):
    """Quoted as a spreadsheet quotes, whatever stands in the cells."""
    path = tmp_path_factory.mktemp("x") / "lieux.csv"
    kept = [row for row in rows if not any(cell.startswith("'") for cell in row)]
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in kept]
    lines = [separator.join(row) for row in [["id", "nom", "ville"], *quoted]]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    with read_table(path) as table:
        assert [list(row.cells.values()) for row in table.rows] == kept


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reading_fail_otherwise_than_in_words(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("x") / "lieux.csv"
    path.write_bytes(content)
    with suppress(UnreadableFile), read_table(path) as table:
        list(table.rows)


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfei\x00d\x00;\x00n\x00o\x00m\x00\n\x00\x00\xd8a\x00;\x00b\x00",
        b"[" + b"[]," * 300_000 + b"{}]",
        b"[" + b'{"a":1},' * 450_000 + b'{"a":1}]',
        json.dumps([{f"c{n}": 1} for n in range(600)]).encode(),
        b",".join(b"c%d" % n for n in range(600)),
        b"[" * 100_000,
    ],
    ids=["half a pair", "empty lists", "many objects", "columns", "CSV columns", "deep"],
)
def test_what_would_fill_a_memory_is_refused_in_words(tmp_path, content):
    path = tmp_path / "lieux.json"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile), read_table(path) as table:
        list(table.rows)


def test_half_a_character_costs_its_own_row_alone(tmp_path):
    path = tmp_path / "lieux.json"
    path.write_text('[{"id": "a", "nom": "\\ud83d"}, {"id": "b", "nom": "B"}]')
    with read_table(path) as table:
        found = list(table.rows)
    assert found == [
        BadRow(2, "\ufffd", "un caractère est coupé en deux"),
        Row(3, {"id": "b", "nom": "B"}),
    ]


class Macon:
    """Stands for the index of communes."""

    def find(self, **_asked: object) -> KnownCommune:
        return KnownCommune("71270", "macon", "71", "Europe/Paris", None, None)


@pytest.mark.parametrize(
    "text", ["x" * 30_000, "é|" * 5000, "a@exemple.fr|" * 300, "https://x.fr/a|" * 300]
)
def test_a_record_always_fits_its_place(text):
    """PostgreSQL refuses what is too long, and the whole batch with it."""
    names = ("typologie", "courriels", "site_web", "horaires", "presentation_resume", "source")
    more = ("presentation_detail", "structure_parente", "autres_formations_labels", "prise_rdv")
    base = dict(zip(HEADER.split(","), row("a").split(","), strict=True))
    fields = base | dict.fromkeys((*names, *more, "services", "fiche_acces_libre"), text)
    record = read_record(fields, 2, ("nom",), Macon()).record
    for name, value in vars(record).items():
        column = next((f for f in Place._meta.concrete_fields if f.attname == name), None)
        longest = getattr(column, "max_length", None)
        assert not (longest and isinstance(value, str)) or len(value) <= longest, name


@pytest.mark.django_db
def test_too_many_lines_are_refused_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(encodings, "MOST_LINES", 100)
    path = tmp_path / "lieux.csv"
    path.write_text("\n".join([HEADER, *(row(f"n{n}") for n in range(101))]))
    with pytest.raises(UnreadableFile, match="101 lignes"):
        import_places(path, "essai", on=date(2026, 1, 1))


def reading(rows: int) -> dict:
    """What reading as many rows takes, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.cartography.large_reading", str(rows)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


def test_memory_does_not_grow_with_the_rows():
    """A million is refused unread; as many as are read leave no trace behind."""
    few, many, million = reading(1000), reading(100_000), reading(1_000_000)
    assert (few["rows"], many["rows"], million["rows"]) == (1000, 100_000, 0)
    assert "1000001 lignes" in million["said"]
    assert many["megabytes"] < few["megabytes"] + 25
    assert million["megabytes"] < few["megabytes"] + 25
