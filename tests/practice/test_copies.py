"""A copy that withholds where the child lives: who gets one, what is pointed out, and that no byte tells."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pikepdf
import pytest

from iro_desk.casework import Child, Episode, Person, Refused, Review, Role, SchoolPlace, SignedPaper, ToldMe
from iro_desk.documents import read_text
from iro_desk.practice import copies, holding, where_lives
from iro_desk.practice.copies import answer_block, copy_rows, telling_view
from iro_desk.practice.paper_facts import source_of
from iro_desk.practice.papers import paper, signing_recipients
from iro_desk.practice.recipients import recipients
from iro_desk.practice.signing import sign
from iro_desk.practice.telling import fold
from iro_desk.practice.workspace import Workspace
from tests.practice.held import hold

ON = date(2026, 11, 23)
TELLING = (
    "Hearthstone", "Jean", "Colin", "Weymouth", "DT4 8NN", "DT48NN", "Fossil", "01632 960771", "Puddlestone", "Oriel",
    "Bankside", "Wrexham", "Wales", "LL11 1AY", "Brightfoster", "Molarwell", "Nia", "Pollardwick", "13 April",
    "Lanternhall", "forty minutes", "BH20 4LR",
)  # fmt: skip
"""Whatever would tell: home, carers, town, street, postcodes, telephone, nursery, provider, dentist, workers, area, and
the next meeting."""


def _place(change: Any, child_id: str) -> None:
    """The child of the fixture lives with the Hearthstones, and everything around her tells it."""
    (episode,) = change.where(Episode, child=child_id)
    change.save(
        replace(
            episode,
            home_name="Jean and Colin Hearthstone",
            town="Weymouth",
            street="Fossil Lane",
            postcode="LL11 1AY",
            telephone="01632 960771",
            provider_name="Brightfoster",
        )
    )
    change.save(replace(change.get(Child, child_id), telling_words="Molarwell\nDT4 8NN"))
    for role in change.where(Role, child=child_id):
        if role.role == "carer":
            change.save(replace(change.get(Person, role.person), name="Jean Hearthstone"))
    people = {
        "colin": ("Colin Hearthstone", "carer", ""),
        "oriel": ("Oriel Bankside", "school", "Puddlestone Pre-school"),
        "nia": ("Nia Pollardwick", "supervising-social-worker", "Brightfoster"),
        "dad": ("Daniel Fenn", "father", ""),
        "mum": ("Ann Wyn", "mother", ""),
        "gran": ("Bev Wyn", "relative", ""),
    }
    for name, role, organisation in people.values():
        person = Person(change.new_id(), name, organisation, postcode="BH20 4LR" if role == "mother" else "")
        change.save(person)
        change.save(Role(change.new_id(), child_id, person.id, role, parental_responsibility=role == "mother"))
    change.save(SchoolPlace(change.new_id(), child_id, "Puddlestone Pre-school"))


ATTENDED = [
    {"name": "Jean Hearthstone", "role": "Carer", "how": "in-person", "words": "She may stay."},
    {"name": "Oriel Bankside", "role": "School", "how": "video"},
    {"name": "Ann Wyn", "role": "Mum", "how": "phone", "words": "I want her home."},
    {"name": "Jonas Pebblewick", "role": "Social worker", "how": "in-person"},
]
DECISIONS = [
    {"what": "A night light on the stairs", "owner": "Jean Hearthstone", "owner_role": "carer", "by": "2026-11-30"},
    {"what": "An eye test", "owner": "Jonas Pebblewick", "owner_role": "social worker", "by": "2026-12-04"},
]


@pytest.fixture
def review(ws: Workspace, child: str) -> str:
    """A held review of a child whose father may not know where she lives."""
    ws.do("Placed her", _place, child).result()
    held = hold(
        ws,
        child,
        attendance=ATTENDED,
        decisions=DECISIONS,
        spoke_privately_where="in the garden at Weymouth",
        notes=[{"heading": "home", "text": "A settled home."}, {"heading": "view", "text": "A good plan."}],
        told=[{"words": "I want the foxes.", "who_may_hear": "in my record", "said_where": "at the Hearthstones"}],
        next={"booked_for": "2027-04-13", "place": "Lanternhall"},
    )
    _withhold(ws, child)
    return held


def _who(ws: Workspace, child: str, name: str) -> str:
    return next(person.id for person in ws.desk.child_file(child).people if person.name == name)


def _withhold(ws: Workspace, child: str) -> str:
    dad = _who(ws, child, "Daniel Fenn")
    decided = {"because": "he threatened her", "decided_by": "Ruth Okonjo-Lamb", "decided_as": "team-manager"}
    return where_lives.withhold(ws, child, "welfare", decided_on=ON, withheld_from=[dad], **decided).result()


def _everything(pdf: bytes) -> str:
    """What is read, and every stream, string and name of the file, unpacked, without case and accents."""
    unpacked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        file.save(unpacked, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    raw = unpacked.getvalue()
    # Text shown by the numbers of glyphs is what reading back puts together again: in the structure, and drawn at all.
    said = (read_text(pdf), _drawn(pdf), raw.decode("latin-1"), raw.decode("utf-16-be", "ignore"))
    return fold(" ".join(said)).replace("\u00a0", " ")


@cache
def _reader() -> Any:
    """One reader of pages for all files: making one for each of hundreds ends the process."""
    from PySide6.QtPdf import QPdfDocument

    return QPdfDocument(None)


def _drawn(pdf: bytes) -> str:
    """Every word that stands on the pages, feet and margins included."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice

    data, buffer, document = QByteArray(pdf), QBuffer(), _reader()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    pages = [document.getAllText(page).text() for page in range(document.pageCount())]
    document.close()
    return " ".join(pages)


def _tells(pdf: bytes) -> list[str]:
    said = _everything(pdf)
    return [word for word in TELLING if re.search(rf"\b{re.escape(fold(word))}\b", said)]


def _dad(ws: Workspace, review: str) -> str:
    source = source_of(ws, review)
    return next(each.key for each in recipients(source.file, ON) if each.names == ("Daniel Fenn",))


def test_recipients_stand_in_their_order_and_parents_are_numbered(ws: Workspace, review: str) -> None:
    rows = copy_rows(source_of(ws, review))
    assert [(row.key, row.title) for row in rows] == [
        ("file", "Case file"),
        ("manager", "Team manager’s copy"),
        ("child", "Siân’s copy"),
        ("carer", "Carers’ copy"),
        ("school", "Puddlestone Pre-school"),
        ("parent:1", "Mum’s copy"),
        ("parent:2", "Dad’s copy"),
    ]
    assert [row.place for row in rows] == ["told"] * 6 + ["withheld"]
    assert rows[-1].words == "Address left out"


def test_no_byte_of_the_withheld_copies_tells_and_the_others_do(ws: Workspace, review: str) -> None:
    for kind in ("record", "decisions"):
        assert _tells(paper(ws, review, kind, "parent:2").pdf) == []
    assert {"Jean", "Hearthstone", "Weymouth", "Oriel"} <= set(_tells(paper(ws, review, "record", "parent:1").pdf))
    said = read_text(paper(ws, review, "record", "parent:2").pdf)
    assert "The carer" in said
    assert "I want her home." in said
    assert said.splitlines()[-1] == "The next meeting; where the child lives."


@pytest.mark.parametrize("status", ["C1", "C2", "V2", "V3", "V4", "L1", "L2", "L3", "J1", "J2", "J3", "E1", "D1"])
def test_for_each_legal_status_the_copy_behaves_as_the_law_says(
    ws: Workspace, child: str, review: str, status: str
) -> None:
    def change_status(change: Any) -> None:
        (episode,) = change.where(Episode, child=child)
        change.save(replace(episode, legal_status=status))

    ws.do("Another status", change_status).result()
    mum, dad = copy_rows(source_of(ws, review))[-2:]
    if status in ("C1", "C2"):
        assert (mum.place, dad.place, dad.left_out) == ("told", "withheld", "")
        assert _tells(paper(ws, review, "record", dad.key).pdf) == []
    elif status in ("E1", "D1"):
        assert "a copy goes only where you add one" in mum.left_out
        with pytest.raises(Refused, match="Nothing goes to them"):
            paper(ws, review, "record", mum.key)
        where_lives.choose_copy(ws, child, _who(ws, child, "Ann Wyn"), "add", "she asked in writing").result()
        assert _tells(paper(ws, review, "record", mum.key).pdf) == []
        assert dad.left_out
    else:
        assert (mum.place, dad.place) == ("told", "stop")
        with pytest.raises(Refused, match="speak to legal"):
            paper(ws, review, "record", dad.key)
        with pytest.raises(Refused, match="this ground is not open"):
            _withhold(ws, child)
        advised = {"because": "do not send it", "decided_by": "Lowri Enghraifft"}
        where_lives.withhold(ws, child, "advice", decided_on=ON, **advised).result()
        assert _tells(paper(ws, review, "record", dad.key).pdf) == []


TYPED = (
    "Jean takes her to the pool.",
    "They walk by the sea at Weymouth.",
    "It is forty minutes from Dorchester.",
)
MISSPELT = (
    "Jeen takes her to the pool.",
    "They walk by the sea at Weymuoth.",
    "It is forty minuets from Dorchester.",
)


@pytest.mark.parametrize("typed", [TYPED, MISSPELT])
def test_what_was_typed_is_pointed_out_in_three_headings_and_two_decisions_until_each_is_answered(
    ws: Workspace, child: str, review: str, typed: tuple[str, ...]
) -> None:
    for heading, text in zip(("home", "family", "view"), typed, strict=True):
        holding.write_note(ws, review, heading, f"All is well.\n{text}").result()
    for text in typed[:2]:
        holding.add_decision(ws, review, text, owner="Jonas Pebblewick", by=date(2026, 12, 4)).result()
    view = telling_view(ws, review, "parent:2")
    places = [block.place for block in view.blocks]
    assert places == ["note:home:2", "note:family:2", "note:view:2", "decision:3", "decision:4"]
    assert view.open == 5
    assert ("town", "Weymouth") in view.words
    with pytest.raises(Refused, match="5 parts of this copy would tell") as refused:
        paper(ws, review, "record", "parent:2")
    assert "Decision 3" in refused.value.do
    assert typed[0] not in str(refused.value)
    for place in places[:4]:
        answer_block(ws, review, "parent:2", place, "withhold").result()
    with pytest.raises(Refused, match="1 part of this copy"):
        paper(ws, review, "record", "parent:2")
    with pytest.raises(Refused, match="needs a reason"):
        answer_block(ws, review, "parent:2", places[4], "allow").result()
    answer_block(ws, review, "parent:2", places[4], "allow", "he was told in court").result()
    said = read_text(paper(ws, review, "record", "parent:2").pdf)
    assert typed[1] in said
    assert typed[0] not in said
    assert typed[2] not in said
    assert "All is well." in said
    kept = next(change for change in ws.desk.history() if change.words == "Answered for a part of a copy")
    assert "he was told in court" in str(ws.desk.history_rows(kept.n))


def test_an_answer_is_for_that_very_text_and_is_asked_again_when_it_changes(
    ws: Workspace, child: str, review: str
) -> None:
    holding.write_note(ws, review, "home", "Jean is kind.").result()
    answer_block(ws, review, "parent:2", "note:home:1", "allow", "he knows her").result()
    assert "Jean is kind" in read_text(paper(ws, review, "record", "parent:2").pdf)
    holding.write_note(ws, review, "home", "Jean is kind. They are in Weymouth.").result()
    assert telling_view(ws, review, "parent:2").open == 1
    holding.write_note(ws, review, "home", "She is kind.").result()
    assert telling_view(ws, review, "parent:2").blocks == ()


def test_an_answer_for_one_parent_is_none_for_another(ws: Workspace, child: str, review: str) -> None:
    holding.write_note(ws, review, "home", "Jean is kind.").result()
    answer_block(ws, review, "parent:2", "note:home:1", "allow", "he knows her").result()

    def another(change: Any) -> None:
        person = Person(change.new_id(), "Aled Wyn")
        change.save_many([person, Role(change.new_id(), child, person.id, "mother", since=date(2026, 8, 3))])

    ws.do("Another parent", another).result()
    source = source_of(ws, review)
    assert [each.names for each in recipients(source.file, ON)][-1] == ("Daniel Fenn",)
    assert telling_view(ws, review, "parent:3").open == 0


def test_a_part_can_be_left_out_of_one_copy_for_another_reason(ws: Workspace, child: str, review: str) -> None:
    answer_block(ws, review, "parent:1", "decision:2", "leave out", "she asked for that").result()
    assert "An eye test" not in read_text(paper(ws, review, "decisions", "parent:1").pdf)
    assert "An eye test" in read_text(paper(ws, review, "decisions", "carer").pdf)
    answer_block(ws, review, "parent:1", "decision:2", "").result()
    assert "An eye test" in read_text(paper(ws, review, "decisions", "parent:1").pdf)


def test_somebody_left_out_gets_nothing_and_the_reason_is_kept(ws: Workspace, child: str, review: str) -> None:
    where_lives.choose_copy(ws, child, _who(ws, child, "Daniel Fenn"), "leave out", "Siân asked for that").result()
    with pytest.raises(Refused, match="Siân asked for that"):
        paper(ws, review, "record", "parent:2")
    assert "parent:2" not in [each.key for each in signing_recipients(source_of(ws, review))]


def test_words_closed_to_one_parent_are_in_the_others_copy_alone(ws: Workspace, child: str, review: str) -> None:
    (told,) = ws.desk.where(ToldMe, review=review)
    holding.update_told(ws, review, told.id, not_for=_who(ws, child, "Daniel Fenn")).result()
    assert "foxes" in read_text(paper(ws, review, "record", "parent:1").pdf)
    assert "foxes" not in _everything(paper(ws, review, "record", "parent:2").pdf)


def test_signing_keeps_every_copy_but_one_that_waits_for_answers_which_is_kept_when_they_are_given(
    ws: Workspace, child: str, review: str
) -> None:
    holding.write_note(ws, review, "home", "Jean is kind.").result()
    made = sign(ws, review).result()
    assert [row.recipient for row in made if row.kind == "record"] == [
        "file", "manager", "child", "carer", "school", "parent:1",
    ]  # fmt: skip
    with pytest.raises(Refused, match="would tell where the child lives"):
        paper(ws, review, "record", "parent:2")
    answer_block(ws, review, "parent:2", "note:home:1", "withhold").result()
    late = paper(ws, review, "record", "parent:2")
    assert late.signed is not None
    assert late.signed.seal == made[0].seal
    assert _tells(late.pdf) == []
    assert paper(ws, review, "record", "parent:2").pdf == late.pdf


def test_a_copy_added_after_finalising_has_its_own_seal_and_is_kept(ws: Workspace, child: str, review: str) -> None:
    made = sign(ws, review).result()
    where_lives.choose_copy(ws, child, _who(ws, child, "Bev Wyn"), "add", "she may bring her up").result()
    added = paper(ws, review, "record", "parent:3")
    assert added.signed is not None
    assert added.signed.seal not in ("", made[0].seal)
    assert len(ws.desk.where(SignedPaper, review=review, recipient="parent:3")) == 2


def test_a_manager_decides_never_the_reviewing_officer_alone(ws: Workspace, child: str, review: str) -> None:
    ws.do("Named me", lambda change: change.put_setting("iro_name", "Alex Larkrise")).result()
    for by, role in (("Alex Larkrise", "team-manager"), ("Ruth Okonjo-Lamb", "")):
        with pytest.raises(Refused, match="never the reviewing officer alone"):
            where_lives.withhold(
                ws, child, "welfare", because="of risk", decided_by=by, decided_as=role, decided_on=ON
            ).result()
    with pytest.raises(Refused, match="the reason and the manager"):
        where_lives.withhold(
            ws, child, "welfare", because="", decided_by="R", decided_as="team-manager", decided_on=ON
        ).result()


def test_it_is_looked_at_again_at_each_review_and_may_end(ws: Workspace, child: str, review: str) -> None:
    view = where_lives.where_view(ws, child, review)
    (row,) = view.decided
    assert row.look_again
    assert row.words.startswith("Withheld from Daniel Fenn: Ruth Okonjo-Lamb, team manager, on ")
    where_lives.look_again(ws, row.id, review, "Ruth Okonjo-Lamb", "nothing has changed").result()
    (row,) = where_lives.where_view(ws, child, review).decided
    assert not row.look_again
    assert row.looked_words == "Looked at again on Monday 23 November 2026"
    where_lives.end_withholding(ws, row.id, ON, "the risk is over").result()
    assert copy_rows(source_of(ws, review))[-1].place == "told"


def test_a_young_person_is_asked_and_what_they_said_is_kept(ws: Workspace, child: str, review: str) -> None:
    def older(change: Any) -> None:
        change.save(replace(change.get(Child, child), date_of_birth=date(2010, 1, 2)))

    assert where_lives.where_view(ws, child).ask_child == ""
    ws.do("Older", older).result()
    assert not where_lives.where_view(ws, child, review).asked
    where_lives.child_said(ws, child, "Mum may know; not Dad").result()
    view = where_lives.where_view(ws, child, review)
    assert view.asked
    assert view.ask_child == "Siân was asked on Monday 23 November 2026: Mum may know; not Dad"


def test_a_person_who_is_not_around_the_child_is_refused(ws: Workspace, child: str, review: str) -> None:
    for attempt in (
        lambda: where_lives.choose_copy(ws, child, "nobody", "add", "why not"),
        lambda: answer_block(ws, review, "parent:2", "note:none:1", "withhold"),
    ):
        with pytest.raises(Refused):
            attempt().result()
    assert ws.desk.get(Review, review).child == child
    assert copies.ANSWERS == ("withhold", "allow", "leave out")


def test_while_names_are_hidden_the_rules_about_the_place_stand_and_nothing_is_written(
    ws: Workspace, child: str, review: str
) -> None:
    from iro_desk.practice.hidden import Veil

    ws.desk.veil = Veil(ws.desk)
    try:
        rows = copy_rows(source_of(ws, review))
        assert [row.place for row in rows][-2:] == ["told", "withheld"]
        with pytest.raises(Refused):
            answer_block(ws, review, "parent:1", "decision:2", "withhold").result()
    finally:
        ws.desk.veil = None
