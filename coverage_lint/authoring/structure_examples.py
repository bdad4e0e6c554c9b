"""Examples for the codes of CL0, which no cases stand beside: a model as it is refused, and as it is right.

Like those of policies, they say the code on the line of the finding, where a comment can stand on it.
"""

from __future__ import annotations

from coverage_lint.policy.policy_page import Example

_LED = "coverage_model: 1\npeople: [{id: maya}]\ngroups:\n  - {id: hunters, leader: maya}"
_PAIRS = {
    "CL001": (
        "a bracket is not closed",
        "coverage_model: 1\ngoals:\n  - {id: new-business, target: 10_000_000",
        "coverage_model: 1\ngoals:\n  - {id: new-business, target: 10_000_000}",
    ),
    "CL003": (
        "a quota is written twice",
        "coverage_model: 1\ngroups:\n  - id: hunters\n    quota: 11_000_000\n    quota: 12_000_000   # CL003",
        "coverage_model: 1\ngroups:\n  - id: hunters\n    quota: 12_000_000",
    ),
    "CL004": (
        "a number of more digits than any amount has",
        "coverage_model: 1\ngoals:\n  - id: new-business\n    target: 1" + "0" * 40 + "   # CL004",
        "coverage_model: 1\ngoals:\n  - id: new-business\n    target: 10_000_000",
    ),
    "CL005": (
        "a table in the folder above",
        "coverage_model: 1\npeople:\n  from: ../people.csv   # CL005",
        "coverage_model: 1\npeople:\n  from: people.csv",
    ),
    "CL006": (
        "a table that is not there",
        "coverage_model: 1\npeople:\n  from: poeple.csv   # CL006",
        "coverage_model: 1\npeople:\n  from: people.csv",
    ),
    "CL010": (
        "an amount with a word in it",
        "coverage_model: 1\ngoals:\n  - id: new-business\n    target: 10 million   # CL010",
        "coverage_model: 1\ngoals:\n  - id: new-business\n    target: 10_000_000",
    ),
    "CL011": (
        "a misspelt key",
        "coverage_model: 1\ngroups:\n  - id: hunters\n    qouta: 11_000_000   # CL011",
        "coverage_model: 1\ngroups:\n  - id: hunters\n    quota: 11_000_000",
    ),
    "CL020": (
        "a leader who is not among the people",
        "coverage_model: 1\npeople:\n  - id: maya\ngroups:\n  - id: hunters\n    leader: may   # CL020",
        "coverage_model: 1\npeople:\n  - id: maya\ngroups:\n  - id: hunters\n    leader: maya",
    ),
    "CL021": (
        "two people with one id",
        "coverage_model: 1\npeople:\n  - {id: sam, quota: 1_100_000}\n  - {id: sam, quota: 900_000}   # CL021",
        "coverage_model: 1\npeople:\n  - {id: sam-ito, quota: 1_100_000}\n  - {id: sam-diaz, quota: 900_000}",
    ),
    "CL022": (
        "two people who manage each other",
        "coverage_model: 1\npeople:\n  - {id: maya, manager: omar}   # CL022\n  - {id: omar, manager: maya}",
        "coverage_model: 1\npeople:\n  - {id: maya}\n  - {id: omar, manager: maya}",
    ),
    "CL030": (
        "an ignore whose finding has gone",
        f"{_LED}   # coverage-lint: ignore[CL304] maya starts in March",
        _LED,
    ),
    "CL031": (
        "an ignore without a reason",
        "coverage_model: 1\ngroups:\n  - id: hunters   # coverage-lint: ignore[CL304]",
        "coverage_model: 1\ngroups:\n  - id: hunters   # coverage-lint: ignore[CL304] the leader signs in March",
    ),
}


def structure_example(code: str) -> tuple[Example | None, Example | None]:
    """Return the example of a code, before and after; None for those that no short text shows."""
    if code not in _PAIRS:
        return None, None
    name, before, after = _PAIRS[code]
    return Example(name, before), Example("as it is right", after)
