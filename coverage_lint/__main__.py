"""`python -m coverage_lint`: the same as the command."""

import sys

from coverage_lint.command.main import main

sys.exit(main())
