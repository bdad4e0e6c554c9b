#!/usr/bin/env bash
# The gate of action.yml: compares with what a pull request goes to, and checks everything where nothing is to compare.
#
# From the action: COVERAGE_LINT, the command; GATE_PATHS and GATE_ALLOW_REMOVED, one a line; GATE_BASE; GATE_FAIL_ON;
# GATE_SARIF_FILE; GATE_MERGE_GROUP_BASE. From GitHub: GITHUB_EVENT_NAME, GITHUB_BASE_REF, GITHUB_SHA, GITHUB_OUTPUT,
# GITHUB_STEP_SUMMARY, RUNNER_TEMP. Outputs: sarif-file, markdown-file. The exit status is that of coverage-lint.
set -euo pipefail

main() {
  local base markdown=$RUNNER_TEMP/coverage-lint.md status=0 path
  local paths=() command=("$COVERAGE_LINT")
  base=$(base_of_event)
  while IFS= read -r path; do
    paths+=("$path")
  done < <(lines_of "$GATE_PATHS")

  command+=("$([ -n "$base" ] && echo diff || echo check)" "--output=markdown=$markdown")
  [ -z "$GATE_SARIF_FILE" ] || command+=("--output=sarif=$GATE_SARIF_FILE")
  [ -z "$GATE_FAIL_ON" ] || command+=("--fail-on=$GATE_FAIL_ON")
  if [ -n "$base" ]; then
    for path in ${paths[@]+"${paths[@]}"}; do
      command+=("--path=$path")
    done
    while IFS= read -r path; do
      command+=("--allow-removed=$path")
    done < <(lines_of "$GATE_ALLOW_REMOVED")
    command+=(-- "$base")
  else
    command+=(-- ${paths[@]+"${paths[@]}"})
  fi

  rm -f "$markdown" # that of an earlier step
  "${command[@]}" || status=$?
  report "$status" "$markdown"
  return "$status"
}

# Print what to compare with, nothing where everything is to be checked.
base_of_event() {
  if [ -n "$GATE_BASE" ]; then
    echo "$GATE_BASE"
    return
  fi
  case "$GITHUB_EVENT_NAME" in
    pull_request) ;;
    pull_request_target)
      # The branch that is to be changed is checked out, unless the workflow asks otherwise: no difference, no finding.
      [ "$(git rev-parse HEAD)" != "$GITHUB_SHA" ] \
        || misuse "pull_request_target checks out the branch that a change goes to, not the change; use pull_request"
      ;;
    merge_group)
      echo "$GATE_MERGE_GROUP_BASE"
      return
      ;;
    *) return ;;
  esac
  git rev-parse --quiet --verify --end-of-options "refs/remotes/origin/$GITHUB_BASE_REF^{commit}" > /dev/null \
    || misuse "origin/$GITHUB_BASE_REF is not in this clone: give actions/checkout 'fetch-depth: 0', or set 'base'"
  echo "origin/$GITHUB_BASE_REF"
}

# Print the lines that hold something, without the space around them.
lines_of() {
  local line
  while IFS= read -r line; do
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [ -z "$line" ] || printf '%s\n' "$line"
  done <<< "$1"
}

# Write the job's summary and the outputs. A file is named only if this run wrote it.
report() {
  local status=$1 markdown=$2
  if [ -f "$markdown" ]; then
    cat "$markdown" >> "$GITHUB_STEP_SUMMARY"
    echo "markdown-file=$markdown" >> "$GITHUB_OUTPUT"
  else
    printf '## coverage-lint: nothing was checked\n\nThe log of this step says why; exit status %s.\n' "$status" \
      >> "$GITHUB_STEP_SUMMARY"
  fi
  if [ -n "$GATE_SARIF_FILE" ] && [ -f "$markdown" ]; then
    echo "sarif-file=$GATE_SARIF_FILE" >> "$GITHUB_OUTPUT"
  fi
}

misuse() {
  echo "::error title=coverage-lint::${1//%/%25}" >&2
  exit 2
}

main
