"""The worker's health check: asks the web server whether messages wait too long.

python deploy/outbox_is_on_time.py http://web:8000/sante/pret
"""

import json
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

LATE_SECONDS = 300

request = Request(sys.argv[1], headers={"Host": "localhost"})  # noqa: S310 -- ours
try:
    with urlopen(request, timeout=10) as answer:  # noqa: S310
        state = json.load(answer)
except HTTPError as error:
    state = json.load(error)
sys.exit(state["checks"]["outbox"]["oldest_seconds"] > LATE_SECONDS)
