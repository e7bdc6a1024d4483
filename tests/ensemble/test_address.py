"""An address can be written, sent and read again; a wrong one says which part is wrong."""

import contextlib
import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.engine import Clock
from offramp.engine.clock import ROUNDS
from offramp.ensemble import Address
from offramp.ensemble.address import parse
from offramp.errors import AddressError

GOOD = "baghdad-2020@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d12/r300"

whole = st.integers(0, 2**31 - 1)
ids = st.from_regex(r"[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,3}", fullmatch=True)
addresses = (
    st.builds(
        Address,
        case=ids,
        hash=st.text("0123456789abcdef", min_size=12, max_size=12),
        version=st.from_regex(r"[0-9]\.[0-9]{1,3}\.[0-9]{1,3}(\.dev[0-9])?", fullmatch=True),
        seed=whole,
        as_of=st.dates(dt.date(1000, 1, 1)),
        turns=st.integers(1, 3650),
        draw=whole,
        run=whole,
        turn_days=st.sampled_from(sorted(ROUNDS)),
    )
    | st.builds(
        replace,
        st.sampled_from([parse(GOOD), parse(GOOD.replace("90x1", "13x7"))]),
        offramps=st.lists(ids, max_size=3).map(tuple),
    )
    | st.builds(replace, st.just(parse(GOOD)), without=ids)
)


@given(addresses)
def test_what_is_written_is_read(address: Address) -> None:
    assert parse(str(address)) == address


def test_the_form_is_as_documented() -> None:
    found = parse(GOOD)
    assert (found.case, found.seed, found.turns, found.draw, found.run) == ("baghdad-2020", 7, 90, 12, 300)
    assert str(found) == GOOD
    assert found.clock == Clock(90) and parse(GOOD.replace("90x1", "13x7")).clock == Clock(13, 7)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (GOOD.removesuffix("/r300"), "7 parts"),
        (GOOD + "/", "the policy is 'quantal'; allowed: with:OFFRAMP+OFFRAMP or without:EVENT"),
        (GOOD + "/x/y", "10 parts"),
        (GOOD.replace("/quantal", "/without:a+b/quantal"), "the policy is 'without:a+b'"),
        (GOOD.replace("/quantal", "/with:/quantal"), "the policy is 'with:'"),
        (GOOD.replace("/quantal", "/with:Omani/quantal"), "the policy is 'with:Omani'"),
        (GOOD.replace("baghdad-2020", "Baghdad 2020"), "the case is 'Baghdad 2020'"),
        (GOOD.replace("@0123456789ab", ""), "the hash is ''"),
        (GOOD.replace("0123456789ab", "0123456789"), "12 letters"),
        (GOOD.replace("v0.1.0", "0.1.0"), "the version is '0.1.0'"),
        (GOOD.replace("/s7", "/s-7"), "the seed is '-7'"),
        (GOOD.replace("/s7", "/s07"), "the seed is '07'"),
        (GOOD.replace("quantal", "minimax"), "allowed: quantal, lookahead"),
        (GOOD.replace("2020-01-03", "3 January"), "the date is '3 January'"),
        (GOOD.replace("2020-01-03", "20200103"), "the date is '20200103'"),
        (GOOD.replace("90x1", "90"), "turns x days"),
        (GOOD.replace("90x1", "0x1"), "at least one turn"),
        (GOOD.replace("90x1", "90x2"), "a turn of 2 days; allowed: 1 or 7 days"),
        (GOOD.replace("d12", "d"), "the draw is 'd'"),
        (GOOD.replace("r300", "rx"), "the run is 'x'"),
        (GOOD.replace("r300", "r٣"), "the run is '٣'"),
    ],
)
def test_a_wrong_address_says_what_is_wrong(wrong: str, says: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse(wrong)
    assert says in str(caught.value)


@given(st.text(max_size=80))
def test_garbage_is_refused_and_never_breaks(text: str) -> None:
    with contextlib.suppress(AddressError):
        assert str(parse(text)) == text.strip()


def test_a_policy_stands_in_the_address_and_can_be_taken_out() -> None:
    exits = parse(GOOD.replace("/quantal", "/with:omani-channel+prisoner-exchange/quantal"))
    assert exits.offramps == ("omani-channel", "prisoner-exchange") and str(exits.plain) == GOOD
    event = parse(GOOD.replace("/quantal", "/without:killing/quantal"))
    assert (event.without, event.offramps, event.policy) == ("killing", (), "without:killing")
    assert event.plain == parse(GOOD) and parse(GOOD).policy == ""
