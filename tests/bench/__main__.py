"""`make bench`: every measure of every package, on a loaded demo of its own.

make bench                      all of them
python -m tests.bench Agenda    those whose title holds the word
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.serving import ROOT, serving

if TYPE_CHECKING:
    from tests.bench.harness import Bench, Case

FOLDER = Path(os.environ.get("MAILLAGE_BENCH_DIR", ROOT / "var" / "bench"))


def environment() -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "maillage_site.settings.development",
        "MAILLAGE_STATE_DIR": str(FOLDER),
        "MAILLAGE_DATABASE_URL": "",
    }


def load_demo() -> None:
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "manage.py", "demo", "--no-serve"],
        cwd=ROOT, env={**environment(), "MAILLAGE_ELASTICSEARCH_URL": ""},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"bench: the demo could not be loaded\n{done.stdout[-800:]}{done.stderr[-2000:]}")
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
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ.update(environment())
    load_demo()
    import django

    django.setup()
    from tests.bench.harness import Bench, cases

    discover()
    chosen = {t: c for t, c in cases.items() if not words or any(word in t for word in words)}
    bare = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "MAILLAGE_"))}
    with (
        serving("tests.bench.hello:application", bare) as hello,
        serving("maillage_site.wsgi:application", environment()) as product,
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
