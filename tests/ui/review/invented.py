"""An invented review of an invented boy: nobody here exists. As a desk would give it on 10 February 2027."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from iro_desk.casework import ATTENDED, PRESENT, Refused
from iro_desk.practice.copies import CopyRow, FoundWord, TellingBlock, TellingView
from iro_desk.practice.large_type import LargeBlock, LargeView
from iro_desk.practice.letter_view import LetterCheck, LetterPartRow, LetterView, PromiseRow
from iro_desk.practice.owed import OwedCell
from iro_desk.practice.reading_age import Reading
from iro_desk.practice.review_views import AgendaPoint, AgendaRow, AttendanceRow, ReviewView, ToldRow
from iro_desk.practice.share import AcrossField, HandedOver, RecipientRow, ReplyRow, SendingRow, ShareView
from iro_desk.practice.sharing import Saved
from iro_desk.practice.spoken_dates import spoken_in_general
from iro_desk.practice.views import ClockRow, DayRef, DecisionRow
from iro_desk.practice.where_lives import MayKnowRow, WhereView, WithholdingRow
from iro_desk.practice.word_marks import WordMark
from iro_desk.statute import Spoken
from iro_desk.ui.review import DraftText, PaperShown

TODAY = date(2027, 2, 10)

HEADINGS = (
    ("own-words", "Kofi’s own words", ("What Kofi wants to talk about", "How Kofi wished the review to be"), 2, ""),
    ("last-decisions", "Last decisions", ("Done, and what it changed", "Not done, and the reason"), 2, ""),
    ("changed", "What has changed", ("Since the last review", "Changes to the care plan"), 2, ""),
    ("home", "My home", ("Is this still the right home?",), 1, "The home is right."),
    (
        "family",
        "Family time",
        (
            "Each brother and sister, one by one",
            "Mum and Dad",
            "Anyone else who matters to Kofi",
            "Is the arrangement still right?",
        ),
        2,
        "Kofi sees Abena every other Saturday at the contact centre in Chester. He says the room “is for babies”. "
        "Both of them would like to go out for food instead, and Mum agrees.\n"
        "Mum has come to four of the last six. She missed two when the train was changed.",
    ),
    ("school", "School", ("Attendance", "Learning", "Plan", "Friends"), 0, ""),
    ("health", "Health", ("Checks", "Teeth", "Eyes", "Sleep", "Feelings"), 0, ""),
    ("enjoy", "What I enjoy", ("What Kofi enjoys",), 0, ""),
    ("who", "Who I am", ("Language", "Faith", "Roots"), 0, ""),
    ("talk", "Who I can talk to", ("Advocate", "Complaints"), 0, ""),
    ("legal", "Legal status", ("The order",), 1, ""),
    ("live", "Where I will live", ("Permanence", "The next move"), 0, ""),
    ("older", "When I am older", ("Pathway plan", "Adviser", "Money"), 0, ""),
    ("plan", "My view of the plan", ("The reviewing officer’s view",), 0, ""),
)


def decision(number: int, what: str, owner: str, by: date | None, **more: Any) -> DecisionRow:
    made = DecisionRow(
        id=f"d{number}",
        review="r1",
        number=number,
        what=what,
        why="",
        owner=owner,
        owner_role="",
        by=by,
        no_date_because="",
        know_by="",
        tell_child="",
        manager_reply="",
        manager_words="",
        outcome="",
        outcome_label="",
        outcome_on=None,
        outcome_words="",
        mark="open",
        state="",
        decided_on=TODAY,
    )
    return replace(made, **more)


def person(id: str, name: str, role: str, how: str, words: str = "") -> AttendanceRow:
    return AttendanceRow(id, name, role, how, ATTENDED.get(how, "Not said yet"), words, how in PRESENT)


def told(id: str, words: str, who: str = "only me") -> ToldRow:
    return ToldRow(id, words, False, TODAY, "", who)


CLOCK = ClockRow(
    rule_id="review.later",
    title="Review",
    legal_limit=date(2027, 2, 26),
    last_working_day=date(2027, 2, 26),
    days_left=16,
    state="due soon",
    mark="booked",
    because="Six months after the review of 26 August 2026.",
    steps=(),
    authority="Regulation 33(2)",
    assumed="",
    history_complete=True,
    earliest=date(2027, 1, 29),
    target=date(2027, 2, 12),
    booked_for=TODAY,
    review="",
    counted_from=date(2026, 8, 26),
)


def view(**more: Any) -> ReviewView:
    agenda = tuple(
        AgendaRow(
            key,
            number,
            title,
            tuple(AgendaPoint(f"p{n}", words, n < covered) for n, words in enumerate(points)),
            text,
            "",
        )
        for number, (key, title, points, covered, text) in enumerate(HEADINGS, 1)
    )
    made = ReviewView(
        id="r1",
        child="c1",
        child_label="Kofi Mensah-Lane",
        number="4417",
        known_as="Kofi",
        title="Kofi’s review",
        line="Wrexham. Started 15:34",
        state="open",
        kind="looked after",
        day=TODAY,
        booked_for=TODAY,
        booked_time="15:34",
        place="Wrexham",
        method="in person",
        agreed_with="Kofi and Dana Whitlock",
        child_asked="To be in the room from the start, and to have it at home.",
        held_on=TODAY,
        first_part_on=None,
        adjourned_on=None,
        completed_on=None,
        participation="",
        participation_words="",
        participation_choices=(
            ("PN0", "Child under 4 at the time of the review", "Kofi was 14 on that day"),
            ("PN1", "Child attends and speaks for himself or herself", ""),
            ("PN5", "Child does not attend but briefs an advocate", ""),
        ),
        spoke_privately="spoke",
        spoke_privately_on=TODAY,
        spoke_privately_where="In the kitchen",
        spoke_privately_because="",
        due_on=date(2027, 2, 26),
        in_time="in time",
        late_reason="",
        late_words="",
        clock=CLOCK,
        agenda=agenda,
        attendance=(
            person("a1", "Kofi", "Child", "in-person"),
            person("a2", "Abena", "Sister", "video"),
            person("a3", "Dana Whitlock", "Social worker", "in-person"),
            person("a4", "Rhys Morgan", "Key worker", "in-person"),
            person("a5", "Ms Parry", "School", "in-person"),
            person("a6", "Mum", "Mother", "apologies", "train"),
        ),
        told=(
            told("t1", "Bryn Alyn is the first school that hasn’t rung anyone about me.", "in my record"),
            told("t2", "I want to see Abena somewhere with food.", "say it in the meeting"),
            told("t3", "Don’t talk about my dad in front of everyone."),
        ),
        last_decisions=(
            decision(1, "Dentist before Christmas", "Dana Whitlock", date(2026, 12, 18), id="l1", review="r0"),
            decision(2, "Drum lessons on Thursdays", "Rhys Morgan", None, id="l2", review="r0", outcome="done"),
        ),
        decisions=(
            decision(1, "Family time with Abena moves to a café", "Dana Whitlock", date(2027, 2, 20)),
            decision(2, "Train tickets go to Mum a week ahead", "Dana Whitlock", date(2027, 2, 12)),
        ),
        deadlines=(),
        missing=("Say how Kofi took part.",),
        papers=(),
        next_booked_for=None,
        midway_on=None,
        next_limit=date(2027, 8, 10),
        read_only=False,
    )
    return replace(made, **more)


def tiny_pdf(pages: int = 2) -> bytes:
    """A paper of two invented pages."""
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(595, 842))
    for number in range(pages):
        canvas.drawString(72, 760, f"An invented record, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


class Desk:
    """Takes what the panes ask, remembers it, and answers at once. ``refuses`` names calls that it refuses."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.drafts: dict[str, DraftText] = {}
        self.refuses: set[str] = set()
        self.answers: dict[str, dict[str, str]] = {}
        self.copy_rows: tuple[CopyRow, ...] = COPIES
        self.where: WhereView = WHERE
        self.shared: ShareView = SHARED

    def _take(self, *what: Any) -> None:
        if what[0] in self.refuses:
            raise Refused("The desk does not take that.", safe="Nothing was changed.")
        self.asked.append(what)

    def of(self, name: str) -> list[tuple[Any, ...]]:
        """What was asked under one name."""
        return [each[1:] for each in self.asked if each[0] == name]

    def open_review(self, review: str, held_on: date) -> None:
        self._take("open_review", review, held_on)

    def rebook(self, review: str, day: date, time: str, because: str = "") -> None:
        self._take("rebook", review, day, time, *([because] if because else []))

    def cancel_booking(self, review: str, because: str, agreed_with: str = "") -> None:
        self._take("cancel_booking", review, because, *([agreed_with] if agreed_with else []))

    def save_calendar(self, review: str, path: str) -> None:
        self._take("save_calendar", review, path)

    def invitation(self, review: str) -> str:
        self._take("invitation", review)
        return "Review of A. T."

    def keep_step(self, review: str, step: str, done_on: date | None, not_needed: bool, words: str) -> None:
        self._take("keep_step", review, step, done_on, not_needed, words)

    def set_room(self, review: str, rows: Sequence[str]) -> None:
        self._take("set_room", review, tuple(rows))

    def add_part(self, review: str, held_on: date, place: str, method: str, people: str) -> None:
        self._take("add_part", review, held_on, place, method, people)

    def next_words(self, review: str, day: date | None, time: str, place: str, method: str) -> tuple[str, str]:
        return (
            ("booked", "In time. Your diary is free then.") if day else ("open", "The last day is Tuesday 10 August.")
        )

    def book_next(self, review: str, day: date, time: str, place: str, method: str, midway_on: date | None) -> None:
        self._take("book_next", review, day, time, place, method, midway_on)

    def hold_together(self, review: str, child: str) -> None:
        self._take("hold_together", review, child)

    def hold_apart(self, review: str) -> None:
        self._take("hold_apart", review)

    def large(self, review: str) -> LargeView:
        return LargeView("Kofi’s review", (LargeBlock("What will happen", ("Family time moves to a café.",)),))

    def settle_live(self, counts: str) -> None:
        self._take("settle_live", counts)

    def brief(self, review: str) -> PaperShown:
        self._take("brief", review)
        return PaperShown(tiny_pdf(1), "brief.pdf", ())

    def form(self, review: str, recipient: str) -> PaperShown:
        self._take("form", review, recipient)
        return PaperShown(tiny_pdf(2), "form.pdf", ())

    def save_forms(self, review: str, folder: str) -> int:
        self._take("save_forms", review, folder)
        return 3

    def take_in_forms(self, paths: Sequence[str]) -> list[str]:
        self._take("take_in_forms", tuple(paths))
        return ["Form for carers: 2 answers taken in.", "x.pdf: No answers could be read from that file."]

    def adjourn(self, review: str, words: str) -> None:
        self._take("adjourn", review, words)

    def day_reason(self, child: str, ref: DayRef) -> ClockRow:
        self._take("day_reason", child, ref)
        return replace(CLOCK, title=ref.what, last_working_day=ref.day)

    def spoken(self, review: str, words: str, on: date) -> Spoken:
        self._take("spoken", review, words, on)
        return spoken_in_general(words, on)

    def update_review(self, review: str, fields: Mapping[str, object]) -> None:
        self._take("update_review", review, dict(fields))

    def write_note(self, review: str, heading: str, text: str, covered: Sequence[str]) -> None:
        self._take("write_note", review, heading, text, tuple(covered))

    def keep_draft(self, field: str, text: str, cursor: int) -> None:
        self.drafts[field] = DraftText(text, cursor)

    def draft(self, field: str) -> DraftText | None:
        return self.drafts.get(field)

    def earlier(self, field: str) -> Sequence[str]:
        return ()

    def drop_draft(self, field: str) -> None:
        self.drafts.pop(field, None)

    def set_attendance(self, review: str, row: str | None, name: str, role: str, how: str, words: str) -> None:
        self._take("set_attendance", review, row, name, role, how, words)

    def remove_attendance(self, review: str, row: str) -> None:
        self._take("remove_attendance", review, row)

    def add_told(
        self, review: str, words: str, said_on: date | None, who_may_hear: str, seen: bool = False, where: str = ""
    ) -> None:
        self._take("add_told", review, words, said_on, who_may_hear, *((seen, where) if seen or where else ()))

    def update_told(self, review: str, row: str, fields: Mapping[str, object]) -> None:
        self._take("update_told", review, row, dict(fields))

    def remove_told(self, review: str, row: str) -> None:
        self._take("remove_told", review, row)

    def add_decision(self, review: str, fields: Mapping[str, object]) -> None:
        self._take("add_decision", review, dict(fields))

    def update_decision(self, review: str, row: str, fields: Mapping[str, object]) -> None:
        self._take("update_decision", review, row, dict(fields))

    def remove_decision(self, review: str, row: str) -> None:
        self._take("remove_decision", review, row)

    def settle_decision(self, review: str, row: str, outcome: str, words: str) -> None:
        self._take("settle_decision", review, row, outcome, words)

    def complete(self, review: str, late_reason: str, late_words: str) -> None:
        self._take("complete", review, late_reason, late_words)

    def sign(self, review: str) -> None:
        self._take("sign", review)

    def paper(self, review: str, kind: str, recipient: str, size: str) -> PaperShown:
        self._take("paper", review, kind, recipient, size)
        return PaperShown(tiny_pdf(), f"{kind}.pdf", ())

    def save_paper(self, review: str, kind: str, recipient: str, size: str, path: str) -> None:
        self._take("save_paper", review, kind, recipient, size, path)

    def printed(self, review: str, kind: str, recipient: str) -> None:
        self._take("printed", review, kind, recipient)

    def copies(self, review: str) -> Sequence[CopyRow]:
        return self.copy_rows

    def every_copy(self, review: str) -> Sequence[PaperShown]:
        return [PaperShown(tiny_pdf(), "record.pdf", ())] * len(self.copy_rows)

    def save_copies(
        self, review: str, folder: str, progress: Callable[[int, int], None], stopped: Callable[[], bool]
    ) -> Saved:
        self._take("save_copies", review, folder)
        progress(1, 2)
        return Saved((Path(folder) / "one.pdf",), 0, (), (), stopped=stopped())

    def telling(self, review: str, recipient: str) -> TellingView:
        blocks = tuple(replace(each, **self.answers.get(each.place, {})) for each in BLOCKS)
        return TellingView(
            review,
            recipient,
            "Dad’s copy",
            "withheld",
            "Ruth Okonjo decided, because of risk",
            (("town", "Chester"), ("carer", "Maggie")),
            blocks,
            sum(not block.answer for block in blocks),
            (),
        )

    def answer_block(self, review: str, recipient: str, place: str, answer: str, because: str) -> None:
        self._take("answer_block", review, recipient, place, answer, because)
        self.answers[place] = {"answer": answer, "because": because}

    def where_lives(self, review: str) -> WhereView:
        return self.where

    def withhold(self, review: str, values: Mapping[str, Any]) -> None:
        self._take("withhold", review, dict(values))

    def end_withholding(self, withholding: str, because: str) -> None:
        self._take("end_withholding", withholding, because)

    def look_again(self, review: str, withholding: str, by: str, words: str) -> None:
        self._take("look_again", review, withholding, by, words)

    def child_said(self, review: str, words: str) -> None:
        self._take("child_said", review, words)

    def letter(self, review: str, kind: str) -> LetterView:
        self._take("letter", review, kind)
        return replace(LETTER, kind=kind)

    def write_letter(self, review: str, part: str, words: str, kind: str) -> None:
        self._take("write_letter", review, part, words, kind)

    def pick_picture(self, review: str, picture: str, kind: str) -> None:
        self._take("pick_picture", review, picture, kind)

    def say_to_child(self, review: str, decision: str, words: str) -> None:
        self._take("say_to_child", review, decision, words)

    def sign_letter(self, review: str, kind: str) -> None:
        self._take("sign_letter", review, kind)

    def word_marks(self, text: str, names: Sequence[str]) -> Sequence[WordMark]:
        self._take("word_marks", text)
        at = text.find("placement")
        return (WordMark(at, at + 9, "jargon", "placement", "home"),) if at >= 0 else ()

    def said_instead(self, mark: WordMark) -> Sequence[str]:
        return (mark.say,)

    def share(self, review: str) -> ShareView:
        self._take("share", review)
        return replace(self.shared, review=review)

    def manager_replied(self, decision: str, reply: str, on: date | None, words: str) -> None:
        self._take("manager_replied", decision, reply, on, words)
        replies = [
            replace(each, reply=reply, words=words) if each.decision == decision else each
            for each in self.shared.replies
        ]
        self.shared = replace(self.shared, replies=tuple(replies))

    def challenge(self, decision: str) -> None:
        self._take("challenge", decision)

    def mark_sent(self, review: str, recipient: str, on: date | None, how: str, words: str) -> None:
        self._take("mark_sent", review, recipient, on, how, words)

    def take_back_sending(self, sending: str) -> None:
        self._take("take_back_sending", sending)

    def hand_over(self, review: str, folder: str) -> HandedOver:
        self._take("hand_over", review, folder)
        return HandedOver(Path(folder), (Path(folder) / "00 cover list.pdf",), (), ("s1",))

    def posted(self, sendings: Sequence[str], on: date) -> None:
        self._take("posted", tuple(sendings), on)

    def settle_step(self, review: str, step: str, on: date | None) -> None:
        self._take("settle_step", review, step, on)

    def across(self, review: str) -> Sequence[AcrossField]:
        return (AcrossField("held", "Date held", "10/02/2027"), AcrossField("code", "Participation code", "PN1"))

    def choose_copy(self, review: str, person: str, choice: str, because: str) -> None:
        self._take("choose_copy", review, person, choice, because)


BLOCKS = (
    TellingBlock("note:home:1", "Home, paragraph 1", "Maggie is kind.", (FoundWord(0, 6, "Maggie", "carer"),), "", ""),
    TellingBlock("decision:2", "Decision 2", "Meet in Chester.", (FoundWord(8, 15, "Chester", "town"),), "", ""),
)
COPIES = (
    CopyRow("file", "Case file", (), "told", "", "", 0, 0, "Everything"),
    CopyRow("carer", "Carers’ copy", ("Maggie",), "told", "", "", 0, 0, ""),
    CopyRow("parent:1", "Dad’s copy", ("Aled",), "withheld", "of risk", "", 2, 0, "2 parts to look at"),
)
WHERE = WhereView(
    child="c1",
    day=TODAY,
    regime="in care",
    words="Parents are told, unless a manager withholds it.",
    authority="Children Act 1989, Schedule 2, paragraph 15(4)",
    open_grounds=(("welfare", "Telling would prejudice the child’s welfare"), ("court", "A court’s order")),
    decided=(
        WithholdingRow("w1", "welfare", "Withheld from Aled: Ruth Okonjo", None, "Not looked at again", True, None),
    ),
    people=(MayKnowRow("p1", "Aled", "Dad", "withheld", "Ruth Okonjo decided", "", ""),),
    ask_child="",
    asked=False,
    more_words="",
)

LETTER = LetterView(
    review="r1",
    kind="letter",
    title="Letter to Kofi",
    band="13-15",
    to="Kofi",
    parts=tuple(
        LetterPartRow(key, title, "Something only you two know.", text, drafts, ())
        for key, title, text, drafts in (
            ("opening", "How it begins", "", ("Thank you for talking with me on Tuesday 9 February.",)),
            ("told", "What you said", "You told me about the drums.", ()),
            ("well", "What is going well", "", ()),
            ("hard", "What is hard", "", ()),
            ("no", "What was not agreed", "", ()),
            ("next", "What happens next", "", ("Your next review will be by 10 August.", "Tell me which day suits.")),
            ("wrong", "Your rights", "", ()),
            ("close", "A last line", "", ()),
        )
    ),
    decided="What was decided",
    promises=(
        PromiseRow("d1", 1, "Contact with Abena in a café", "", "Family time with Abena in a café.",
                   "Dana will do this by Saturday 20 February.", True, ""),
        PromiseRow("d2", 2, "Assess Nan", "", "Check Nan.", "Dana will do this by 1 March.", False, "not yet"),
    ),
    standing=("A manager can still object to some of this until Wednesday 24 February.",),
    reading=Reading(90, 12, 110, 4.0, 14),
    grade_limit=7.0,
    checks=(LetterCheck("done", "Reading age 9. The letter may reach 12."), LetterCheck("soon", "1 proposed.")),
    names=("Kofi", "Dana"),
    finalised=False,
    can_finalise=True,
    phrases=("I liked it when you showed me ‹what›.",),
)  # fmt: skip

SHARED = ShareView(
    review="r1",
    child="c1",
    word_decision="decision",
    word_challenge="challenge",
    finalised_on=TODAY,
    deadlines=(
        OwedCell("decisions", "Decisions sent", None, date(2027, 2, 17), False, "soon", "By 17 February", False),
        OwedCell("manager", "Manager replied", None, date(2027, 2, 24), False, "wait", "By 24 February", True),
    ),
    reply_by=date(2027, 2, 24),
    replies=(
        ReplyRow("d1", 1, "Abena in a café", "Dana", "", "", None, "wait", "May reply until Wednesday 24 February"),
        ReplyRow("d2", 2, "Train tickets", "Dana", "agreed", "", TODAY, "done", "Agreed on Wednesday 10 February"),
    ),
    recipients=(
        RecipientRow("manager", "Team manager’s copy", ("Ruth",), (("record", "Review record"),), "Everything", False,
                     "open", "Not sent yet"),
        RecipientRow("parent:1", "Dad’s copy", ("Aled",), (("record", "Review record"),), "2 parts to look at", True,
                     "open", "Not sent yet"),
    ),
    log=(SendingRow("s1", "carer", "Carers’ copy", "record", "Review record", "version 1", None, "Business support",
                    "", True),),
    system=(("keyed", "Keyed", None), ("uploaded", "PDF uploaded", TODAY), ("next-there", "Next date there", None)),
    corrections=("Version 2, Friday 12 February: a name",),
)  # fmt: skip
