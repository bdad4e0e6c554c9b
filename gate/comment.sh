#!/usr/bin/env bash
# Puts what the gate wrote into one comment on the pull request: written by the first run, brought up to date by others.
#
# From the action: GH_TOKEN, which gh reads; GATE_MARKDOWN_FILE; GATE_PULL_REQUEST, the number. From GitHub:
# GITHUB_REPOSITORY, GITHUB_WORKFLOW, GITHUB_JOB, RUNNER_TEMP. A comment that cannot be written is told, and is no
# failure: what the gate decides does not hang on it.
set -euo pipefail

COMMENTS='query($owner: String!, $name: String!, $number: Int!, $endCursor: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    comments(first: 100, after: $endCursor) {
      nodes { id viewerDidAuthor body } pageInfo { hasNextPage endCursor } } } } }'
UPDATE='mutation($id: ID!, $body: String!) {
  updateIssueComment(input: {id: $id, body: $body}) { issueComment { url } } }'

main() {
  local body=$RUNNER_TEMP/coverage-lint-comment.md id
  command -v gh > /dev/null || give_up "there is no gh on this machine"
  { marker && echo && cat "$GATE_MARKDOWN_FILE"; } > "$body"
  id=$(own_comment) || give_up "the comments of the pull request cannot be read"
  if [ -n "$id" ]; then
    gh api graphql --silent -f query="$UPDATE" -f id="$id" -F body=@"$body" || give_up "the token may not"
  elif grep --quiet '^### ' "$GATE_MARKDOWN_FILE"; then # of a change or a finding; nobody needs a comment on neither
    gh api --silent "repos/$GITHUB_REPOSITORY/issues/$GATE_PULL_REQUEST/comments" -F body=@"$body" \
      || give_up "the token may not, as for a pull request from a fork; others need 'pull-requests: write'"
  fi
}

# The line that the comment is found by. It names the workflow and the job, so that two gates have two comments.
marker() {
  local of
  of=$(printf '%s' "$GITHUB_WORKFLOW/$GITHUB_JOB" | LC_ALL=C tr -c 'A-Za-z0-9/' '_')
  echo "<!-- coverage-lint gate $of -->"
}

# Print the id of the comment, nothing where there is none. Only what the token's owner wrote counts: whoever else
# writes the marker gets no report under another name.
own_comment() {
  local found
  found=$(
    export MARKER
    MARKER=$(marker)
    gh api graphql --paginate -f query="$COMMENTS" \
      -f owner="${GITHUB_REPOSITORY%%/*}" -f name="${GITHUB_REPOSITORY#*/}" -F number="$GATE_PULL_REQUEST" \
      --jq '.data.repository.pullRequest.comments.nodes[]
            | select(.viewerDidAuthor and (.body | startswith(env.MARKER))) | .id'
  ) || return 1
  head -n 1 <<< "$found"
}

give_up() {
  echo "::notice title=coverage-lint::There is no comment on the pull request: $1."
  exit 0
}

main
