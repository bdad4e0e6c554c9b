#!/usr/bin/env bash
# Installs coverage-lint from the checkout that this script is in, into an environment of its own, and names the
# command in the step's output `command`. Takes PYTHON, the interpreter, and what GitHub sets: RUNNER_TEMP, GITHUB_OUTPUT.
set -euo pipefail

source=$(cd "$(dirname "$0")/.." && pwd)
environment=$RUNNER_TEMP/coverage-lint

# The job stands in a stranger's checkout, and Python's -m looks there first: -I keeps it from that.
"$PYTHON" -I -m venv "$environment"
programs=$environment/bin
[ -d "$programs" ] || programs=$environment/Scripts # on Windows
"$programs/python" -I -m pip install --quiet --disable-pip-version-check "$source"
echo "command=$programs/coverage-lint" >> "$GITHUB_OUTPUT"
