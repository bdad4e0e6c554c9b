"""Write a coverage model of any size, the same bytes for the same arguments.

python benchmarks/generate.py --people 2000 --defects 0.05 -o model.yaml
"""

from __future__ import annotations

import argparse
import sys

from company.writing import SMALLEST, model_text


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("a share lies between 0 and 1")
    return value


def main() -> int:
    """Write the model to a file or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, required=True, help=f"how many people, {SMALLEST} or more")
    parser.add_argument("--defects", type=_share, default=0.0, help="share of people and groups that break a policy")
    parser.add_argument("--invalid", type=_share, default=0.0, help="share of people that break the structure")
    parser.add_argument("-o", "--output", help="the file to write; standard output without it")
    asked = parser.parse_args()
    if asked.people < SMALLEST:
        parser.error(f"--people must be {SMALLEST} or more")
    data = model_text(asked.people, asked.defects, asked.invalid).encode()
    if asked.output is None:
        sys.stdout.buffer.write(data)
    else:
        with open(asked.output, "wb") as file:
            file.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
