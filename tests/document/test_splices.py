from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverage_lint.document.splices import Splice, composed, in_order, origin, overlap, spliced

TEXTS = st.text(st.sampled_from("ab\r\n, \"'é\u2028#:"), max_size=40)


@st.composite
def splices_of(draw: st.DrawFn, text: str) -> list[Splice]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return [Splice(start, draw(st.integers(start, end - 1)), draw(TEXTS)) for start, end in pairs]


@given(st.data(), TEXTS)
def test_splices_leave_every_character_elsewhere_as_it_is(data: st.DataObject, text: str):
    made = data.draw(splices_of(text))
    new = spliced(text, data.draw(st.permutations(made)))
    at = now = 0
    for one in [*made, Splice(len(text), len(text), "")]:
        between = text[at : one.start]
        assert new[now : now + len(between)] == between
        now += len(between)
        assert new[now : now + len(one.text)] == one.text
        now += len(one.text)
        at = one.end
    assert now == len(new)


@given(st.data(), TEXTS)
def test_two_rounds_of_splices_are_one(data: st.DataObject, text: str):
    first = data.draw(splices_of(text))
    between = spliced(text, first)
    second = data.draw(splices_of(between))
    assert spliced(text, composed(first, second)) == spliced(between, second)


@given(st.data(), TEXTS)
def test_the_origin_of_what_stays_is_where_it_was(data: st.DataObject, text: str):
    made = in_order(data.draw(splices_of(text)))
    new = spliced(text, made)
    for position in range(len(new)):
        at = origin(position, made)
        begins = [one for one in made if one.start == at]
        assert begins or (at < 0) or text[at] == new[position]
    assert sum(origin(position, made) < 0 for position in range(len(new))) == sum(
        max(0, len(one.text) - 1) for one in made
    )


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (Splice(0, 2, ""), Splice(2, 3, ""), False),
        (Splice(0, 2, ""), Splice(1, 3, ""), True),
        (Splice(1, 1, "a"), Splice(1, 1, "b"), True),
        (Splice(1, 1, "a"), Splice(1, 2, "b"), True),
        (Splice(1, 2, "a"), Splice(2, 2, "b"), False),
        (Splice(0, 3, "a"), Splice(1, 1, "b"), True),
    ],
)
def test_which_splices_cannot_both_be_made(one: Splice, other: Splice, together: bool):  # noqa: FBT001 - what is expected
    assert overlap(one, other) is together
    assert overlap(other, one) is together


def test_splices_that_overlap_or_lie_beyond_the_text_are_refused():
    with pytest.raises(ValueError, match="overlap"):
        spliced("abc", [Splice(0, 2, ""), Splice(1, 3, "")])
    with pytest.raises(ValueError, match="beyond"):
        spliced("abc", [Splice(2, 4, "")])
