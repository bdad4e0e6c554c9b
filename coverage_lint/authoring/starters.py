"""What `policies new` writes: for each kind a policy that works, and cases that notice each of its mutants."""

from __future__ import annotations

POLICY = """\
- code: {code}
  name: {name}
  title: {title}
  severity: warning
  why: >-
    Two or three sentences that a head of sales accepts: what goes wrong where this is so.
  source: Where the rule and its figures come from; "a judgement" is a source.
  parameters:
    most:
      type: {type}
      default: {default}
      minimum: 0
      about: {about}
  for: {kind}   # what it is asked of; its fields are bare names below
  let:   # names for the message, and for `when`
    beyond: {beyond}
  when: {when}
  message: "{message}"
  at: {at}   # the field that is pointed at
  help: {help}
"""
"""The figure of each kind is compared with a parameter."""

CASES = """\
- policy: {code}
  name: exactly the limit
  model: |
{limit}
- policy: {code}
  name: one step beyond
  model: |
{beyond_limit}
- policy: {code}
  name: another limit
  parameters: {{most: {other}}}
  model: |
{other_model}
- policy: {code}
  name: {unknown_name}
  without: [{without}]
  undecided: true
  model: ""
"""
"""Each fragment is laid over a clean plan; `# fires CODE` marks the line that must have the finding, no other may."""

STARTERS = {
    "plan": {
        "type": "count", "default": "20", "about": "how many people the plan may have",
        "beyond": "headcount - most", "when": "headcount > most", "at": "people",
        "message": "the plan has {headcount:count} people, {beyond:count} more than {most:count}",
        "help": "Plan {beyond:count} people less, or raise the limit.",
        "limit": "    people:\n      - id: hunters-10\n        count: 13",
        "beyond_limit": "    people:   # fires CODE\n      - id: hunters-10\n        count: 14",
        "other": "16", "other_model": "    people:   # fires CODE\n      - id: hunters-10",
        "without": "people", "unknown_name": "without people nothing can be said",
    },
    "group": {
        "type": "count", "default": "12", "about": "how many people one group may have",
        "beyond": "headcount - most", "when": "headcount > most", "at": "leader",
        "message": "group {id} has {headcount:count} people, {beyond:count} more than {most:count}",
        "help": "Take {beyond:count} people out of {id}, or make two groups of it.",
        "limit": "    people:\n      - id: hunters-10\n        count: 11",
        "beyond_limit": "    groups:\n      - id: hunters\n        leader: maya   # fires CODE\n"
                        "    people:\n      - id: hunters-10\n        count: 12",
        "other": "10", "other_model": "    groups:\n      - id: hunters\n        leader: maya   # fires CODE",
        "without": "people", "unknown_name": "without people nothing can be said",
    },
    "person": {
        "type": "money", "default": "1_500_000", "about": "the highest quota that one seller may have",
        "beyond": "quota - most", "when": "seller and quota > most", "at": "quota",
        "message": "{id} has a quota of {quota:money}, {beyond:money} more than {most:money}",
        "help": "Lower the quota of {id} by {beyond:money}, or share the accounts.",
        "limit": "    people:\n      - id: hunters-10\n        quota: 1_500_000",
        "beyond_limit": "    people:\n      - id: hunters-10\n        quota: 1_500_000.01   # fires CODE",
        "other": "1_099_999.99",
        "other_model": "    people:\n      - id: hunters-10\n        quota: 1_100_000   # fires CODE",
        "without": "people.hunters-10.quota", "unknown_name": "a quota that is not given is another policy's matter",
    },
    "goal": {
        "type": "ratio", "default": "0.30", "about": "how much more than the year before a goal may ask",
        "beyond": "target / prior_actual - 1", "when": "beyond > most", "at": "target",
        "message": "goal {id} asks {beyond:percent} more than last year, where {most:percent} is the most",
        "help": "Lower the goal, or say in its notes what is different this year.",
        "limit": "    goals:\n      - id: new-business\n        target: 10_400_000",
        "beyond_limit": "    goals:\n      - id: new-business\n        target: 10_400_000.01   # fires CODE",
        "other": "0.24",
        "other_model": "    goals:\n      - id: new-business\n        target: 10_000_000   # fires CODE",
        "without": "goals.new-business.prior_actual", "unknown_name": "the first year has none before it",
    },
    "segment": {
        "type": "count", "default": "500", "about": "how many accounts one segment may have",
        "beyond": "accounts - most", "when": "accounts > most", "at": "accounts",
        "message": "segment {id} has {accounts:count} accounts, {beyond:count} more than {most:count}",
        "help": "Divide {id} by what its accounts are worth, or raise the limit.",
        "limit": "    segments:\n      - id: large\n        accounts: 500",
        "beyond_limit": "    segments:\n      - id: large\n        accounts: 501   # fires CODE",
        "other": "399", "other_model": "    segments:\n      - id: customers\n        accounts: 400   # fires CODE",
        "without": "segments.large.accounts", "unknown_name": "accounts that nobody has counted",
    },
}  # fmt: skip
"""By kind, what goes into the two texts above: a table, each kind with the same keys."""
