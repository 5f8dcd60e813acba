"""Guessing slows down, on disk and for every page, and tells nothing about which codes there are."""

import itertools
import multiprocessing
import os
import tempfile
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import mannwhitneyu

from journal import CannotOpen, Shelf, TooSoon, Unwritable, clock, keys
from journal import shelf as shelf_module
from journal.tries import CROWD_LONGEST, LONGEST, Tries, crowd_wait, own_wait

RIGHT = "seven quiet otters"
CODE, OTHER = "amber-basil-cedar", "delta-ember-fjord"


def wait(tries, code=CODE):
    """Return how long a try at the code has to wait; 0 if it was begun."""
    try:
        tries.begin(code)
    except TooSoon as soon:
        return soon.seconds
    return 0


def fail(tries, code=CODE):
    assert wait(tries, code) == 0
    tries.failed()


@pytest.fixture
def tries(folder, standing_clock):
    return Tries(folder)


@given(st.integers(0, 10**9))
def test_a_wait_grows_with_the_failures_and_has_an_end(count):
    assert 0 <= own_wait(count) <= own_wait(count + 1) <= LONGEST
    assert 0 <= crowd_wait(count) <= crowd_wait(count + 1) <= CROWD_LONGEST


def test_three_tries_are_free_and_then_each_wait_is_twice_the_last(tries, standing_clock):
    waits = []
    for _ in range(16):
        fail(tries)
        waits.append(wait(tries))
        if not waits[-1]:  # begun, and so counted
            continue
        standing_clock.forward(seconds=waits[-1] - 0.01)
        assert 0 < wait(tries) < 0.02
        standing_clock.forward(seconds=0.02)
    told = [seconds for seconds in waits if seconds]
    assert told == [2.0**power for power in range(10)] + [LONGEST] * (len(told) - 10)
    assert wait(tries, OTHER) == 0


moves = st.one_of(
    st.tuples(st.just("fail"), st.sampled_from([CODE, OTHER, "grove-heath-amber", None])),
    st.tuples(st.just("succeed"), st.sampled_from([CODE, OTHER])),
    st.tuples(st.just("move"), st.floats(-3e6, 3e6)),
)


@given(st.lists(moves, max_size=60), st.integers(0, 60))
def test_no_wait_passes_its_bound_and_who_waits_as_told_gets_a_try_whatever_others_do(
    history, crowd
):
    from datetime import UTC, datetime

    now = [datetime(2026, 3, 1, tzinfo=UTC)]
    with clock.told_by(lambda: now[0]), tempfile.TemporaryDirectory() as folder:
        tries = Tries(Path(folder))
        for _ in range(crowd):
            tries.failed()
        for move, given_ in history:
            if move == "move":
                now[0] += timedelta(seconds=given_)
            elif move == "succeed":
                tries.succeeded(given_)
            elif not wait(tries, given_):
                tries.failed()
        seconds = wait(tries)
        assert 0 <= seconds <= LONGEST
        if seconds:
            for _ in range(5):
                tries.failed()
            now[0] += timedelta(seconds=seconds + 0.001)
            assert wait(tries) == 0
        tries.succeeded(CODE)
        assert wait(tries) <= CROWD_LONGEST


def test_success_begins_anew_for_this_code_alone(tries, standing_clock):
    for _ in range(3):
        fail(tries)
        fail(tries, OTHER)
    tries.succeeded(CODE)
    assert wait(tries) == 0
    assert wait(tries, OTHER) == 1


def test_after_thirty_failures_anywhere_every_code_waits_a_little_even_at_first(
    tries, standing_clock
):
    for number in range(30):
        assert wait(tries, f"a-b-{chr(97 + number)}") == 0
        tries.failed()
    assert wait(tries) == pytest.approx(0.1)
    for _ in range(1000):
        tries.failed()
    assert wait(tries) == pytest.approx(0.1), "who was told a time is not put off"
    assert wait(tries, OTHER) == CROWD_LONGEST
    standing_clock.forward(minutes=10)
    assert wait(tries, "grove-heath-amber") == 0


def test_what_cannot_be_a_code_never_waits_but_counts_for_the_server(tries):
    for _ in range(40):
        fail(tries, None)
    assert wait(tries) > 0


def test_a_clock_set_back_lengthens_no_wait(tries, standing_clock):
    for _ in range(3):
        fail(tries)
    standing_clock.forward(days=-400)
    assert wait(tries) == 1
    standing_clock.forward(seconds=1)
    assert wait(tries) == 0


def test_after_a_day_a_code_is_as_new_and_nothing_of_it_is_kept(tries, standing_clock, folder):
    for _ in range(3):
        fail(tries)
    standing_clock.forward(days=1, seconds=1)
    for _ in range(3):
        fail(tries)


@pytest.mark.parametrize("harm", [None, b"", b"text" * 5000, b"SQLite format 3\x00" + bytes(9000)])
def test_a_lost_or_damaged_count_begins_anew(tries, folder, harm):
    for _ in range(3):
        fail(tries)
    path = folder / "tries"
    path.unlink() if harm is None else path.write_bytes(harm)
    for _ in range(3):
        fail(tries)
    assert wait(tries) == 1


def test_no_code_or_passphrase_can_be_read_and_only_the_owner_reads_at_all(
    shelf, folder, standing_clock
):
    for code in (CODE, "not a code at all"):
        with pytest.raises(CannotOpen):
            shelf.key(code, RIGHT)
    content = (folder / "tries").read_bytes()
    for secret in (*CODE.split("-"), RIGHT, "not a code"):
        assert secret.encode() not in content
    assert (folder / "tries").stat().st_mode & 0o077 == 0
    assert {file.name for file in folder.iterdir()} == {"nobody.seal", "tries"}


def _fail_often(folder, count):
    tries = Tries(folder)
    for _ in range(count):
        with suppress(TooSoon):
            tries.begin(CODE)
        tries.failed()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_tries_of_pages_at_once_are_all_counted(tries, folder):
    fork = multiprocessing.get_context("fork")
    pages = [fork.Process(target=_fail_often, args=(folder, 15)) for _ in range(4)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
        assert page.exitcode == 0
    assert wait(tries) == 1, "three of them were begun, whoever came first"
    assert wait(tries, OTHER) == pytest.approx(crowd_wait(60))


# On the shelf


def test_a_wait_is_told_before_any_work_whether_or_not_there_is_such_a_code(
    shelf, started, monkeypatch, standing_clock
):
    unknown = "amber-basil-nowhere"
    for code in (started[0], unknown):
        for _ in range(3):
            with pytest.raises(CannotOpen):
                shelf.key(code, "wrong")

    def untouched(*_):
        raise AssertionError("a key was derived")

    monkeypatch.setattr(shelf_module, "derive", untouched)
    said = set()
    for code, work in itertools.product(
        (started[0], unknown), (shelf.key, shelf.change_passphrase)
    ):
        given_ = (code, RIGHT) if work == shelf.key else (code, RIGHT, "new")
        with pytest.raises(TooSoon) as caught:
            work(*given_)
        said.add((str(caught.value), caught.value.seconds, caught.value.__context__))
        assert code not in repr(caught.value)
    assert len(said) == 1
    monkeypatch.undo()
    monkeypatch.setattr(keys, "ROUNDS", 2)
    standing_clock.forward(seconds=1)
    assert shelf.key(started[0], RIGHT) == started[1]
    for _ in range(3):
        with pytest.raises(CannotOpen):
            shelf.change_passphrase(started[0], "wrong", "new")
    with pytest.raises(TooSoon):
        shelf.key(started[0], RIGHT)


def test_a_key_opens_while_a_passphrase_has_to_wait(shelf, started, standing_clock):
    for _ in range(3):
        with pytest.raises(CannotOpen):
            shelf.key(started[0], "wrong")
    shelf.open(*started).close()


def test_a_try_that_cannot_be_counted_is_not_made(shelf, started, folder):
    (folder / "tries").mkdir()
    with pytest.raises(Unwritable) as caught:
        shelf.key(started[0], RIGHT)
    assert str(folder) not in repr(caught.value)


def test_a_wrong_code_and_a_wrong_passphrase_last_the_same(folder, monkeypatch, standing_clock):
    """Sixty of each by turns, with little derivation so that the rest of the work weighs in.

    The two were told apart, at less than one in ten million, before a missing seal was read in
    place of none.
    """
    monkeypatch.setattr(keys, "ROUNDS", 200)
    shelf = Shelf(folder, ["amber", "basil", "cedar", "delta", "ember", "fjord", "grove"])
    lasted: dict[str, list[float]] = {"passphrase": [], "code": []}
    for number in range(60):
        code, _ = shelf.start(RIGHT)
        wrong = [("passphrase", code), ("code", f"{code}nowhere")]
        for kind, typed in wrong if number % 2 else reversed(wrong):
            standing_clock.forward(hours=1)
            begun = time.perf_counter()
            with pytest.raises(CannotOpen):
                shelf.key(typed, "wrong")
            lasted[kind].append(time.perf_counter() - begun)
    assert mannwhitneyu(lasted["passphrase"], lasted["code"]).pvalue > 1e-4
