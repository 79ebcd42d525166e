"""The Dockerfile's own lines, carried out without an engine; what they make is started and read."""

import re
from html import unescape
from pathlib import Path

import polib
import pytest

from tests.image.building import BuildFailed
from tests.image.conftest import ROOT, text_of
from tests.image.dockerfile import NotRehearsed, parse
from tests.image.running import DATABASE, Host, Stopped

# Once for all, beside the journeys: the image's database is a copy of the demo's.
pytestmark = pytest.mark.demo
PACKAGES = {
    "maillage": "site/maillage",
    "maillage_site": "site/maillage_site",
    "maillage_community": "community/maillage_community",
    "maillage_events": "events/maillage_events",
    "maillage_cartography": "cartography/maillage_cartography",
    "maillage_search": "search/maillage_search",
}
# Pages that hold words of each package.
PAGES = {
    "maillage": "/",
    "maillage_site": "/",
    "maillage_community": "/communautes/",
    "maillage_events": "/agenda/",
    "maillage_cartography": "/lieux/",
    "maillage_search": "/recherche/",
}
SIGN_IN = "/gestion/"


def phrases(package: str) -> dict[str, str]:
    """Whole phrases of a package's catalogue, English to French: three words that are not alike."""
    catalogue = polib.pofile(str(ROOT / PACKAGES[package] / "locale/fr/LC_MESSAGES/django.po"))
    return {
        entry.msgid: entry.msgstr
        for entry in catalogue
        if entry.msgid.count(" ") >= 2 and not set("%{<") & set(entry.msgid)
    }


def shown(html: str) -> str:
    """The text of a page, tags left out."""
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def said(package: str, text: str) -> tuple[list[str], list[str]]:
    """The package's phrases that a page holds: in French, and in English."""
    words = phrases(package)
    french = [msgstr for msgstr in words.values() if msgstr in text]
    return french, [msgid for msgid, msgstr in words.items() if msgid in text and msgid != msgstr]


@pytest.fixture(scope="module")
def answers(web):
    """Status and text of each page, by address."""
    french = [*dict.fromkeys(PAGES.values()), SIGN_IN]
    asked = web.host.ask(*french, *(f"/en{path}" for path in french[:-1]))
    assert {path: page["status"] for path, page in asked.items()} == dict.fromkeys(asked, 200)
    return {path: shown(page["text"]) for path, page in asked.items()}


def test_the_installed_packages_are_the_sources_file_by_file(builder, image):
    (packages,) = (
        folder
        for layer in image.layers
        for folder in builder.scratch.seen(layer).glob("opt/venv/lib/python3*/site-packages")
    )
    sent = {Path(file) for file in builder.context.files}
    for name, source in PACKAGES.items():
        expected = {f.relative_to(source) for f in sent if f.is_relative_to(source)}
        installed = {
            f.relative_to(packages / name) for f in (packages / name).rglob("*") if f.is_file()
        }
        assert {f for f in installed if f.suffix != ".pyc"} == expected
        assert len(expected) > 20
        differ = [
            f
            for f in expected
            if (packages / name / f).read_bytes() != (ROOT / source / f).read_bytes()
        ]
        assert differ == []


def test_the_deployment_checks_find_nothing(host, compose):
    done = host.finished(
        compose["web"], "python", "manage.py", "check", "--deploy", "--fail-level=WARNING"
    )
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "System check identified no issues (1 silenced).",
    ), done.stderr


@pytest.mark.parametrize("package", PAGES)
def test_each_package_speaks_the_language_of_the_page(answers, package):
    french, english = (answers[start + PAGES[package]] for start in ("", "/en"))
    assert said(package, french)[0]
    assert said(package, english)[1]


def test_no_english_is_left_on_a_french_page(answers):
    pages = [*PAGES.values(), SIGN_IN]
    left = {path: [said(package, answers[path])[1] for package in PACKAGES] for path in pages}
    assert left == {path: [[] for _ in PACKAGES] for path in pages}


def test_the_admin_asks_to_sign_in_in_french(answers):
    assert "Mot de passe" in answers[SIGN_IN]


def test_style_sheets_and_scripts_are_there_for_ever_under_hashed_names(web):
    home = web.host.ask("/")["/"]["text"]
    named = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', home)
    assert named
    assert all(re.search(r"\.[0-9a-f]{12}\.(css|js)$", address) for address in named)
    files = web.host.ask(*named)
    assert {(file["status"], "immutable" in file["cache"]) for file in files.values()} == {
        (200, True)
    }


def test_nothing_of_the_image_can_be_written_to_but_its_volumes(web):
    code = (
        "import os, sys; from pathlib import Path\n"
        "def writable(folder):\n"
        "    try: (Path(folder) / 'x').write_text(''); (Path(folder) / 'x').unlink(); return True\n"
        "    except OSError: return False\n"
        "print(os.getuid(), *(f for f in sys.argv[1:] if writable(f)))"
    )
    folders = ["/", "/opt/venv", "/srv/maillage", "/var/lib/maillage", "/etc", "/tmp"]
    volumes = [*web.service.volumes]
    done = web.host.finished(web.service, "python", "-c", code, *folders, *volumes)
    assert done.stdout.split() == ["10001", "/tmp", *volumes]
    assert set(web.host.image.volumes) <= set(volumes)


def test_the_worker_works_and_its_check_says_so(web, compose):
    def told(sql):
        code = f"import sqlite3; c = sqlite3.connect({DATABASE!r}, isolation_level=None)"
        code += f"; print(*c.execute({sql!r}))"
        return web.host.finished(web.service, "python", "-c", code).stdout.strip()

    told("DELETE FROM maillage_outbox_periodicrun")
    with web.host.started(compose["worker"]) as worker:
        worker.until(lambda: told("SELECT 1 FROM maillage_outbox_periodicrun LIMIT 1"))
        worker.until(worker.healthy)
        assert worker.stop() == 0


COPIES = [
    str(instruction) for instruction in parse(text_of("Dockerfile")) if instruction.name == "COPY"
]


@pytest.mark.parametrize("copy", COPIES)
def test_an_image_without_one_of_its_copies_fails(builder, image, compose, copy):
    source = copy.removeprefix("COPY ")
    lines = text_of("Dockerfile").splitlines()
    (line,) = [line for line in lines if line.startswith("COPY") and line.endswith(source)]
    mutated = "\n".join(other for other in lines if other != line)
    with pytest.raises((BuildFailed, Stopped)):
        serve(builder, compose["web"], mutated)


def serve(builder, web, dockerfile):
    """Build it, and start its web server until it is well."""
    with Host(builder.scratch, builder.build(dockerfile)).started(web) as running:
        running.until(running.healthy)


@pytest.mark.parametrize(
    "line",
    ['SHELL ["/bin/bash", "-c"]', "ADD . /srv", "COPY --chown=1:1 site site", "ONBUILD RUN true"],
)
def test_an_instruction_that_is_not_known_is_refused(builder, line):
    with pytest.raises(NotRehearsed):
        builder.build(f"{text_of('Dockerfile')}\n{line}\n")


def test_the_site_starts_without_any_plugin(builder, compose):
    gone = " ".join(f"/opt/venv/lib/python3*/site-packages/{name}*" for name in [*PACKAGES][2:])
    without = f"\nUSER 0:0\nRUN rm -r {gone}\nUSER 10001:10001\n"
    alone = Host(builder.scratch, builder.build(text_of("Dockerfile") + without))
    code = "from maillage.plugin import plugin_configs as c; print([p.slug for p in c()])"
    done = alone.finished(
        compose["web"], "python", "manage.py", "shell", "--no-imports", "-c", code
    )
    assert (done.returncode, done.stdout.strip()) == (0, "[]"), done.stderr
