"""Every mutant of every policy that ships is noticed by a case."""

from __future__ import annotations

import re

from own_pack import tell
from running import REPOSITORY


def test_what_ships_passes_on_the_command_line():
    told = tell(REPOSITORY, "policies", "test")
    assert told.status == 0, told.out
    assert re.fullmatch(r"[0-9,]+ cases of [0-9]+ policies: all passed\n", told.out)


def test_no_mutant_of_what_ships_goes_unnoticed():
    told = tell(REPOSITORY, "policies", "test", "--mutate")
    assert told.status == 0, told.out
    assert re.search(r"\n[0-9,]+ mutants: all noticed(, but for [0-9]+ marked equivalent)?\n$", told.out)
