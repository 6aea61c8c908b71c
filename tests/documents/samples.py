"""Invented reviews for the tests of papers. All people, places and numbers are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_desk.documents import (
    ChildFacts,
    ChildsWords,
    CopyFacts,
    DeadlineFacts,
    DecisionFacts,
    LastDecision,
    LetterheadFacts,
    NoteFacts,
    ReviewFacts,
    TookPart,
)

TOBY = ReviewFacts(
    letterhead=LetterheadFacts("Westmere Council", "Independent reviewing service"),
    child=ChildFacts("Toby", "Toby Larkspur", "318842", pronouns="he", age="10", date_of_birth=date(2016, 3, 14)),
    held_on=date(2026, 11, 18),
    ordinal=11,
    time="4.00 to 5.10 pm",
    place="at home",
    method="in person",
    due_on=date(2026, 11, 20),
    in_time="in time",
    last_review_on=date(2026, 5, 20),
    legal_status="Full care order",
    legal_status_since=date(2021, 6, 3),
    home="Foster carers in Dorchester",
    reviewed_by="Alex Larkrise",
    participation="PN1",
    participation_label="came and spoke for himself",
    participation_words="Toby chaired the first half and kept the timer. He asked for biscuits, and there were some",
    spoke_privately="He spoke in private with Alex on Monday 16 November, walking the dog, for thirty minutes",
    words=(
        ChildsWords("I was the chair for the first half. I did the timer. Mr Quill went over."),
        ChildsWords("Rufus says he'll come and then he doesn't. I think it's the taxi."),
        ChildsWords(
            "When can I go on a sleepover without everyone asking a social worker?",
            said_on=date(2026, 11, 16),
            said_where="to Alex, alone, walking the dog",
        ),
    ),
    took_part=(
        TookPart("Maggie and Dele Brightwater", "Carers", "In person", "Want to be trusted with everyday decisions."),
        TookPart("Jodie Larkspur", "Mum", "By phone", "‘He sounds happy. Tell him I'll try to ring when I say.’"),
        TookPart("Tomasz Feather", "Social worker", "In person"),
        TookPart("Mr Quill", "Designated teacher", "By video", "Two reading bands up; maths better than he thinks."),
        TookPart("Rufus", "Brother", "Sent views", "Sent a voice message."),
    ),
    last_decisions=(
        LastDecision(1, "The long-term match is put in writing to Toby", "done", "Done", "24 March; he has it."),
        LastDecision(2, "Time with Rufus every third Saturday", "part", "Part done", "Two of six."),
        LastDecision(3, "Life-story work is started", "not-done", "Not done", "Third time of asking. Now decision 3."),
        LastDecision(4, "A passport is applied for", "overtaken", "Overtaken"),
    ),
    notes=(
        NoteFacts(
            "changed", "What has changed", ("Toby moved up to Year 6. Esme came to live in the family in July.",)
        ),
        NoteFacts(
            "home",
            "Home",
            (
                "Working well. This is Toby's home and everyone in it says so. He goes to Dele when he is cross.",
                "Worry. He cannot do ordinary things without adults asking permission up the line.",
                "Next. Maggie and Dele decide about sleepovers, haircuts and school trips (decision 1).",
            ),
        ),
        NoteFacts("family", "Family and friends", ("He has seen his brother twice since May.",)),
        NoteFacts(
            "school", "Education", ("He attends every day and plays in goal.", "Maths twice a week from January.")
        ),
        NoteFacts("health", "Health", (), considered=True),
        NoteFacts("legal-status", "Legal status", (), considered=True),
        NoteFacts("identity", "Who Toby is", ()),
        NoteFacts("permanence", "Permanence", ("Long-term foster care with the Brightwaters.",)),
        NoteFacts(
            "view",
            "The reviewing officer’s view",
            ("The plan is right and it is working. Two promises have been broken too often, and both are ours.",),
        ),
        NoteFacts("in-short", "In short", ("Toby is safe and growing up in a family that is his.",)),
    ),
    decisions=(
        DecisionFacts(
            1,
            "Maggie and Dele say yes to sleepovers, haircuts and school trips; it stands in the placement plan.",
            "Toby missed a sleepover while a form went round",
            "Tomasz Feather",
            "social worker",
            date(2026, 12, 4),
            know_by="the signed page is in the carers' folder",
        ),
        DecisionFacts(
            2,
            "Rufus and Toby spend one Saturday a month together, driven by someone who knows them both.",
            "Two of six days happened; the taxi did not come",
            "Tomasz Feather",
            "social worker",
            date(2026, 12, 12),
            know_by="a year of dates is in both homes",
        ),
        DecisionFacts(
            3,
            "Toby has his own story told to him, in six meetings.",
            "It has been promised three times",
            "Nia Pollardwick",
            "supervising social worker",
            None,
            "the worker is chosen by Toby first",
            "the first meeting has been held",
        ),
    ),
    decisions_standing="Sent to the team manager on 23 November 2026.",
    manager="Ruth Okonjo-Lamb",
    sent_to_manager_on=date(2026, 11, 23),
    reply_by=date(2026, 11, 30),
    midway_on=date(2027, 2, 16),
    next_review_on=date(2027, 5, 4),
    next_review_latest=date(2027, 5, 18),
    next_review_words="at home; Toby chooses the biscuits",
    deadlines=(DeadlineFacts("Record", date(2026, 12, 9)), DeadlineFacts("Shared", date(2026, 12, 16))),
    copies=(CopyFacts("Toby", "as a letter"), CopyFacts("Social worker, team manager, case file", "complete")),
)

SIGNED = replace(TOBY, finalised_on=date(2026, 11, 24), seal="7F3AB2C2D24BZE25")


def many_decisions(count: int) -> tuple[DecisionFacts, ...]:
    """Decisions as a long review makes them."""
    return tuple(
        replace(TOBY.decisions[number % 3], number=number + 1, what=f"Promise {number + 1}: {TOBY.decisions[1].what}")
        for number in range(count)
    )
