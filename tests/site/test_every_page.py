"""Every public page of the loaded demo: nothing leads nowhere, nothing tracks, nothing is heavy."""

import json
import sys

from tests.contract.environments import ROOT, run
from tests.fixtures.demo import demo_variables


def test_every_link_of_the_demo_leads_to_a_light_page_that_is_the_same_for_all(demo_copy):
    told = run(sys.executable, ROOT / "tests/site/crawl.py", **demo_variables(demo_copy))
    seen = json.loads(told.splitlines()[-1])
    assert seen["wrong"] == []
    assert seen["pages"] > 300
