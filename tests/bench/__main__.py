"""`make bench`: every measure of every package, on a loaded demo of its own.

make bench                      all of them; POSTGRESQL=1, on a PostgreSQL started for that
python -m tests.bench Agenda    those whose title holds the word
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tests.bench.database import address, gather_statistics, postmaster
from tests.bench.serving import ROOT, serving

if TYPE_CHECKING:
    from tests.bench.harness import Bench, Case

FOLDER = Path(os.environ.get("MAILLAGE_BENCH_DIR", ROOT / "var" / "bench"))


# On PostgreSQL, questions are answered by one process, whose time is told.
CLUSTER = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off",
    "max_parallel_workers_per_gather=0",
)  # fmt: skip
STARTED = "started"


def on_postgresql(words: list[str]) -> NoReturn:
    """This very run again, inside a cluster that is gone with it."""
    options = [word for option in CLUSTER for word in ("-o", option)]
    again = ["env", f"POSTGRESQL={STARTED}", sys.executable, "-m", "tests.bench", *words]
    os.execvp("pg_virtualenv", ["pg_virtualenv", "-t", *options, *again])


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maillage_site.settings.development",
        "MAILLAGE_STATE_DIR": str(FOLDER),
        "MAILLAGE_DATABASE_URL": address() if os.environ.get("POSTGRESQL") == STARTED else "",
    }


def load_demo() -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT, env={**environment(), "MAILLAGE_ELASTICSEARCH_URL": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(
            f"bench: the demo could not be loaded ({done.returncode})\n{done.stdout[-800:]}{done.stderr[-2000:]}"
        )
    print(f"The demo is loaded ({time.monotonic() - began:.0f} s)")


def discover() -> None:
    for file in sorted((ROOT / "tests").glob("*/bench_*.py")):
        importlib.import_module(f"tests.{file.parent.name}.{file.stem}")


def run(measure: Case, bench: Bench) -> None:
    try:
        measure(bench)
    except Exception as error:  # noqa: BLE001 -- the other cases are measured all the same
        bench.note("could not be measured", type(error).__name__, str(error), kept=False)


def main(words: list[str]) -> int:
    if os.environ.get("POSTGRESQL") == "1":
        on_postgresql(words)
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment())
    load_demo()
    import django

    django.setup()
    from tests.bench.harness import Bench, cases

    gather_statistics()
    discover()
    chosen = {t: c for t, c in cases.items() if not words or any(word in t for word in words)}
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "MAILLAGE_"))}
    with (
        serving("tests.bench.hello:application", bare) as hello,
        serving("maillage_site.wsgi:application", environment(), postmaster()) as product,
    ):
        bench = Bench(product, hello)
        bench.measure_hello()
        print(f"Hello-world does {bench.hello_rate:,.0f} requests/s here")
        for bench.case, measure in chosen.items():
            print(f"\n{bench.case}")
            began = time.monotonic()
            run(measure, bench)
            print(f"  ({time.monotonic() - began:.0f} s)", flush=True)
    failed = [result for result in bench.results if not result.kept]
    over = sum(result.verdict == "over" for result in bench.results)
    kept = len(bench.results) - len(failed) - over
    print(f"\n{kept} ok, {over} over their goal, {len(failed)} failed")
    for result in failed:
        print(f"  {result.case}: {result.what}: {result.found}, {result.wanted}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
