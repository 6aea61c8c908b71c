"""The office makes every change whole, in order, on one thread, and says that it is made."""

from __future__ import annotations

import logging
import threading

import pytest

from iro_desk.casework import Child, Refused, Setting
from iro_desk.desk import Change, Desk, Office, OpenChange
from tests.desk.invented import add_child


def name_officer(change: OpenChange, name: str, *, suffix: str = "") -> str:
    change.put_setting("iro_name", name + suffix)
    return threading.current_thread().name


@pytest.mark.parametrize("runner", ["thread", "now"])
def test_a_function_is_given_the_change_and_its_answer_comes_back(desk: Desk, runner: str) -> None:
    office = Office(desk, runner)
    thread = office.do(name_officer, "Invented", words="Your name", suffix=" Officer").result(timeout=10)
    assert (thread == threading.current_thread().name) == (runner == "now")
    assert desk.settings().text("iro_name") == "Invented Officer"
    office.close()


def test_changes_are_made_in_the_order_in_which_they_were_asked_for(desk: Desk) -> None:
    office = Office(desk)
    waits = threading.Event()

    def slowly(change: OpenChange) -> None:
        waits.wait(10)
        change.save(Setting("council_name", "first"))

    futures = [office.do(slowly, words="0")]
    futures += [office.do(name_officer, f"name {n}", words=f"{n}") for n in range(1, 20)]  # type: ignore[list-item]
    waits.set()
    office.close()
    assert all(future.done() for future in futures)
    assert [change.words for change in reversed(desk.history())] == ["Made the desk", *map(str, range(20))]


def test_listeners_hear_what_was_changed_before_the_answer_comes(desk: Desk) -> None:
    office = Office(desk)
    heard: list[Change] = []
    office.listen(heard.append)
    child = office.do(add_child, words="New child", kind="edit").result(timeout=10)
    (change,) = heard
    assert (change.n, change.words, change.kind) == (2, "New child", "edit")
    assert {"child", "council_number", "episode", "person", "review"} <= change.tables
    assert change.children == {child}
    assert desk.get(Child, child)
    office.undo().result(timeout=10)
    office.redo().result(timeout=10)
    assert [change.undoes for change in heard] == [None, 2, 3]
    office.close()


def test_a_change_that_touched_nothing_is_not_announced(desk: Desk) -> None:
    office = Office(desk, "now")
    heard: list[Change] = []
    office.listen(heard.append)
    assert office.do(lambda change: change.n, words="Looked").result() == 2
    assert heard == []


@pytest.mark.parametrize("runner", ["thread", "now"])
def test_what_a_function_raises_is_in_its_future_and_nothing_is_kept(desk: Desk, runner: str) -> None:
    office = Office(desk, runner)

    def fails(change: OpenChange) -> None:
        change.put_setting("iro_name", "Nobody")
        raise Refused("Not like this.")

    with pytest.raises(Refused, match="Not like this"):
        office.do(fails, words="Fails").result(timeout=10)
    with pytest.raises(Refused, match="nothing to take back"):
        office.undo().result(timeout=10)
    assert desk.settings().text("iro_name") == ""
    office.do(name_officer, "Somebody", words="Your name").result(timeout=10)
    office.close()


def test_a_listener_that_fails_does_not_turn_a_change_into_a_failure(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    office = Office(desk, "now")
    heard: list[int] = []

    def fails(change: Change) -> None:
        raise RuntimeError("a pane is gone")

    office.listen(fails)
    office.listen(lambda change: heard.append(change.n))
    with caplog.at_level(logging.ERROR):
        office.do(name_officer, "Somebody", words="Your name").result()
    assert heard == [2]
    assert "a listener failed after change 2" in caplog.text


def test_the_window_reads_whole_states_while_the_office_works(desk: Desk) -> None:
    office = Office(desk)
    futures = [office.do(add_child, str(n), words="New child") for n in range(40)]
    while not all(future.done() for future in futures):
        for file in desk.child_files():
            assert (len(file.numbers), len(file.episodes), len(file.people), len(file.decisions)) == (1, 1, 1, 1)
    assert len(desk.child_files()) == 40
    office.close()
