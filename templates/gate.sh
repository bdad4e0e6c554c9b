#!/bin/sh
# A gate on a sales plan for any CI that has a POSIX shell, git and coverage-lint. Copy it into your repository.
#
#   sh gate.sh                        check every model below this folder
#   sh gate.sh origin/main            compare with where this branch left main: fails for what the branch broke
#   sh gate.sh origin/main plans/     likewise, below a folder
#   sh gate.sh '' plans/              check below a folder
#
# COVERAGE_LINT_FAIL_ON is the least severity that fails (default: what settings say, else error).
# COVERAGE_LINT_REPORTS is the folder that takes findings as SARIF, JUnit and Markdown (default: coverage-lint-reports).
# Exit status: 0 nothing new to repair, 1 findings, 2 the call or the settings are wrong, 3 a fault of the program.
set -eu

base=${1-}
[ "$#" -eq 0 ] || shift
reports=${COVERAGE_LINT_REPORTS:-coverage-lint-reports}
mkdir -p "$reports"

if ! command -v coverage-lint > /dev/null; then
  echo "gate.sh: coverage-lint is not on the PATH; install it first, by pip, into the image or the job" >&2
  exit 2
fi

# Whatever a change commits, no folder of it is taken for the repository, and no program that one names is run.
ask_git() {
  git -c safe.bareRepository=explicit -c core.fsmonitor=false -c protocol.ext.allow=never "$@"
}

# Many CI systems clone the last commit alone. Where a branch left another is known from the history only.
if [ -n "$base" ] && [ "$(ask_git rev-parse --is-shallow-repository)" = true ]; then
  ask_git fetch --quiet --unshallow
fi

# From here on the arguments are those of coverage-lint: the paths, each once taken off the front and put behind.
if [ -n "$base" ]; then
  for path in "$@"; do
    shift
    set -- "$@" "--path=$path"
  done
  set -- "$@" -- "$base"
  command="diff"
else
  set -- -- "$@"
  command="check"
fi
[ -z "${COVERAGE_LINT_FAIL_ON-}" ] || set -- "--fail-on=$COVERAGE_LINT_FAIL_ON" "$@"

coverage-lint "$command" \
  --output "sarif=$reports/findings.sarif" \
  --output "junit=$reports/findings.xml" \
  --output "markdown=$reports/findings.md" \
  "$@"
