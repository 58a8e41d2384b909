"""How many reports are generated: fifty with every run, and a thousand with `make reports`."""

import os

CASES = int(os.environ.get("THROUGHCARE_REPORTS", "50"))
