"""Write the CRM of examples/acme, the same bytes on each run.

python benchmarks/acme_crm.py examples/acme/crm
"""

from __future__ import annotations

import argparse
import sys

from crm.acme_year import acme_crm
from crm.tables import write_csv


def main() -> int:
    """Write the tables into a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where the CSV files go")
    write_csv(acme_crm(), parser.parse_args().folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
