"""`python -m scaleup.local`: what `make run` starts."""

import sys

from scaleup.local.supervisor import run

sys.exit(run())
