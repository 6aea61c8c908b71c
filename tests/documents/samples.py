"""Invented reviews for the tests of papers. All people, places and numbers are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from iro_desk.documents import (
    TRIP_MAP,
    AskFacts,
    BriefFacts,
    ChangeFacts,
    ChildFacts,
    ChildsWords,
    ConsultationFacts,
    CopyFacts,
    DayFacts,
    DeadlineFacts,
    DecisionFacts,
    DisputeFacts,
    DisputeStep,
    DrawnMark,
    DrawnWords,
    EntryFacts,
    EverythingFacts,
    HeldFacts,
    HeldPart,
    IntroductionFacts,
    InvitationFacts,
    LastDecision,
    LetterFacts,
    LetterheadFacts,
    LetterSection,
    MeetingSheetFacts,
    MidwayFacts,
    NoteFacts,
    PaperHere,
    PersonFacts,
    PromiseFacts,
    ReviewFacts,
    Shape,
    Shapes,
    SheetHeading,
    TookPart,
    TripDayFacts,
    TripMapFacts,
    TripSheetFacts,
    TripStopFacts,
    WeekFacts,
    agenda,
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


OFFICER = PersonFacts("Alex Larkrise", "reviewing officer", "01632 960111", "alex@westmere.example", "Mondays")
LETTERHEAD = LetterheadFacts(
    "Westmere Council",
    "Independent reviewing service",
    "County Hall\nHigh Street\nWestmere WM1 1AA",
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 48"><path d="M2 2h36v22c0 12-8 18-18 22C10 42 2 36 2 24z"'
    b' fill="#123F52"/><g transform="translate(20 20)" fill="#fff"><circle r="9"/><rect x="-2" y="-14" width="4"'
    b' height="28"/></g></svg>',
    "01632 960100",
    "iro@westmere.example",
)
SEALED = replace(SIGNED, letterhead=LETTERHEAD)
BRIEF = BriefFacts(
    LETTERHEAD,
    TOBY.child,
    on=date(2026, 11, 18),
    made_on=date(2026, 11, 15),
    time="4.00 pm",
    place="At home",
    review_name="11th review",
    case="Settled with the Brightwaters since 2021; full care order; the plan is long-term foster care. "
    "Eleventh review; must be held by 20 November",
    wants="Rufus, sleepovers, the timer",
    words=ChildsWords("Rufus says he'll come and then he doesn't.", said_on=date(2026, 11, 16), said_where="to you"),
    asks=(
        AskFacts("Tomasz: why did the taxi not come?", "Two of six Saturdays happened"),
        AskFacts("Tomasz: when does the life-story work begin?", "Promised three times"),
        AskFacts("Maggie and Dele: what do you want to decide alone?", "He missed a sleepover"),
        AskFacts("School: is maths help still right?", "From January, twice a week"),
        AskFacts("Toby: whom shall I tell, and what stays with me?", ""),
        AskFacts("Everyone: who drives to Rufus?", "Nobody has said"),
    ),
    last_on=date(2026, 5, 20),
    last_decisions=TOBY.last_decisions,
    changes=(ChangeFacts("Esme came to live in the family", date(2026, 7, 3)), ChangeFacts("Moved up to Year 6")),
    papers=(
        PaperHere("here", "Report, care plan"),
        PaperHere("part", "Views: carers, school; mother by phone"),
        PaperHere("missing", "Health assessment: asked 2 November"),
    ),
    people=(
        PersonFacts("Maggie and Dele Brightwater", "Carers", "01632 960274"),
        PersonFacts("Tomasz Feather", "Social worker", "07700 900455"),
        PersonFacts("Mr Quill", "Designated teacher", words="by video, first ten minutes"),
    ),
    clocks=(DeadlineFacts("Decisions out", date(2026, 11, 25)), DeadlineFacts("Record", date(2026, 12, 9))),
)
INVITATION = InvitationFacts(
    LETTERHEAD,
    TOBY.child,
    to=PersonFacts("Ms Castellane", "Virtual school"),
    on=date(2027, 5, 4),
    written_on=date(2027, 4, 6),
    officer=OFFICER,
    recipient="school",
    time="4.00 pm",
    place="at home",
    method="in person",
    wanted_there="Toby would like you to come for the part about school",
    views_by=date(2027, 4, 27),
)
CONSULTATION = ConsultationFacts(
    LETTERHEAD,
    TOBY.child,
    form="child-9",
    answers="review/",
    on=date(2027, 5, 4),
    written_on=date(2027, 4, 6),
    officer=OFFICER,
    to="Toby",
    me="Alex",
    people=("Maggie and Dele", "Mum", "Tomasz", "Someone from school", "Leila, your advocate"),
    family=("Rufus", "Mum"),
    since=TOBY.held_on,
    back_by=date(2027, 4, 27),
)
INTRODUCTION = IntroductionFacts(
    LETTERHEAD,
    TOBY.child,
    officer=OFFICER,
    written_on=date(2026, 1, 5),
    years=10,
    about=("I have a dog called Biscuit who cannot catch. Before this job I drove the mobile library.",),
    first_review_on=date(2026, 1, 28),
    advocate=PersonFacts("Leila Marsh", "Advocate", "01632 960350"),
    complaints=PersonFacts("The complaints team", "", "01632 960360"),
    social_worker=PersonFacts("Tomasz Feather", "Social worker", "07700 900455"),
    out_of_hours="01632 960199",
)
MIDWAY = MidwayFacts(
    LETTERHEAD,
    TOBY.child,
    on=date(2027, 2, 16),
    by="Alex Larkrise",
    method="by phone",
    spoke_with=(PersonFacts("Maggie Brightwater", "Carer"), PersonFacts("Tomasz Feather", "Social worker")),
    reviewed_on=TOBY.held_on,
    next_review_on=TOBY.next_review_on,
    next_review_latest=TOBY.next_review_latest,
    decisions=TOBY.last_decisions,
    notes=("The page about sleepovers is signed and in the folder.", "Rufus came in January and did not in February."),
    worry="The life-story worker is still not chosen. I have asked the manager for a name by 1 March",
    finalised_on=date(2027, 2, 16),
    seal="2C7XK2D24BZE25AA",
)
DISPUTE = DisputeFacts(
    LETTERHEAD,
    TOBY.child,
    raised_on=date(2027, 3, 2),
    stage="Stage 1: team manager",
    to=PersonFacts("Ruth Okonjo-Lamb", "Team manager"),
    raised_by=OFFICER,
    wrong=("Life-story work has been decided at three reviews and has not begun.",),
    means=("Toby makes up his own reasons for why he came into care, and they are worse than the truth.",),
    childs_view="Nobody tells me the beginning.",
    wanted=("A worker is named by 9 March.", "The first of six meetings is held by 31 March."),
    steps=(DisputeStep(date(2027, 2, 16), "Asked at the midway check", "No name was given."),),
    reply_by=date(2027, 3, 9),
    settle_by=date(2027, 3, 30),
)
SHEET = MeetingSheetFacts(
    LETTERHEAD,
    TOBY.child,
    on=date(2027, 5, 4),
    time="4.00 pm",
    place="At home",
    review_name="12th review",
    people=(PersonFacts("Maggie and Dele Brightwater", "Carers"), PersonFacts("Tomasz Feather", "Social worker")),
    last_on=TOBY.held_on,
    last_decisions=TOBY.last_decisions,
    headings=tuple(
        SheetHeading(heading.titled("Toby"), tuple(point.words.replace("{child}", "Toby") for point in heading.points))
        for heading in agenda(11)
        if heading.points and heading.key != "last-decisions"
    ),
    next_review_latest=date(2027, 11, 4),
)
TRIP = TripSheetFacts(
    LETTERHEAD,
    OFFICER,
    made_on=date(2026, 11, 22),
    days=(
        TripDayFacts(
            date(2026, 11, 24),
            (
                TripStopFacts(
                    "11:45", "KB", "14, TF1 6TF", "01952 550100", "Side gate; the dog is friendly", (),
                    "168 miles, 3 h 15", "Telford", True,
                ),
                TripStopFacts(
                    "16:00", "HT", "Rose Cottage, WV1 1SH", "01902 550100", "", ("The football photographs", "A form"),
                    "20 miles, 40 min", "Wolverhampton", True,
                ),
            ),
            "Leave at 08:10, back at about 20:40. 340 miles, 6 h 50 of driving",
            back_at="20:40",
            way_back="152 miles, 2 h 55",
            leave_at="08:10",
        ),
        TripDayFacts(date(2026, 11, 25)),
    ),
    who_knows="Team duty desk, 01305 550100",
    expected_back="24 November, about 20:40",
    map=TripMapFacts(
        *TRIP_MAP,
        Shapes(
            (Shape("land", (10.0, 10.0, 280.0, 20.0, 150.0, 160.0)), Shape("way", (20.0, 20.0, 120.0, 60.0))),
            (DrawnMark("base", 20.0, 20.0), DrawnMark("booked", 120.0, 60.0), DrawnMark("town", 60.0, 90.0)),
            (DrawnWords("Telford", "town", 62.0, 88.0), DrawnWords("11:45 KB", "mark", 126.0, 52.0)),
        ),
        "Map of the way from the base to 2 stops and back; the list above says the same.",
        "Coast and borders: Natural Earth.",
    ),
    figures=(("Miles", "340"), ("Driving", "6 h 50"), ("Claim", "£153.00 (340 × 45p)")),
    slips=(
        "KB: last day 27 November. Free: 26 November, 10:00.",
        "HT: last day 25 November. No other day is free in time.",
    ),
    times_from="From the map of roads, with 10 per cent added.",
)  # fmt: skip

WEEK = WeekFacts(
    LETTERHEAD,
    OFFICER,
    from_day=date(2026, 11, 23),
    made_on=date(2026, 11, 22),
    days=(
        DayFacts(
            date(2026, 11, 23),
            (
                EntryFacts("9.15", "H.T., 15: introduction letter", "", "Became looked after on 20 November"),
                EntryFacts("11.00", "W.A., 11: midway check", "by phone"),
            ),
        ),
        DayFacts(
            date(2026, 11, 24),
            (
                EntryFacts("8.10", "Leave County Hall", "", "168 miles, 3 h 15"),
                EntryFacts("11.45", "K.B., 4: review", "Telford", "Read the health visitor's note"),
            ),
        ),
        DayFacts(date(2026, 11, 25)),
        DayFacts(date(2026, 11, 26), (EntryFacts("", "Writing day: four reviews"),)),
    ),
    owed=(DeadlineFacts("318842 record", date(2026, 12, 9)), DeadlineFacts("204817 decisions", date(2026, 11, 27))),
    waiting=("Health assessment for 318842, asked on 2 November",),
)
EVERYTHING = EverythingFacts(
    LETTERHEAD,
    TOBY.child,
    made_on=date(2026, 11, 30),
    made_by="Alex Larkrise",
    parts=(
        HeldPart(
            "About Toby", (HeldFacts("Names and numbers", (("Known as", "Toby"), ("Full name", "Toby Larkspur"))),)
        ),
        HeldPart(
            "Reviews",
            tuple(
                HeldFacts(
                    "Review", (("Place", "At home"), ("Method", "in person"), ("Words", "")), date(2020 + n, 5, 4)
                )
                for n in range(6)
            ),
        ),
        HeldPart("Disputes"),
    ),
    not_held=("Texts in the council's own system are not here.",),
    data='{"known_as": "Toby"}',
)
LETTER = LetterFacts(
    review=SEALED,
    written_on=date(2026, 11, 25),
    to="Toby",
    officer=PersonFacts("Alex Larkrise", "Independent reviewing officer", "01632 960100"),
    signed_as="Alex",
    young=True,
    scene="hills",
    pictured=True,
    sections=(
        LetterSection("opening", "", ("Thank you for the walk with the dog.",)),
        LetterSection("told", "What you told me", ("This is what you said.", "I read it out, and nobody argued.")),
        LetterSection("well", "What is going well", ("You have gone up two reading bands.",)),
        LetterSection("hard", "What is hard", ("You should have seen Rufus six times. It was twice. I am sorry.",)),
        LetterSection("no", "What we said no to", ("You asked for a second dog. Dele says one is enough.",)),
        LetterSection("next", "When you will hear from me", ("I will ring on 16 February.",)),
        LetterSection("wrong", "If something is wrong", ("Ring me. You can have an advocate on your side.",)),
        LetterSection("close", "", ("Keep the timer.",)),
    ),
    promises=(
        PromiseFacts(1, "Sleepovers and trips: Maggie and Dele say yes.", "Tomasz will do this by Friday 4 December."),
        PromiseFacts(2, "A Saturday with Rufus each month.", "Tomasz will do this by Saturday 12 December."),
    ),
    standing=("A manager can still change some of this until Wednesday 2 December.",),
    reach=(PersonFacts("Alex (me)", phone="01632 960100"), PersonFacts("Leila, your advocate", phone="07700 900342")),
    matters=("Home", "Education"),
    finalised_on=date(2026, 11, 25),
    seal=SEALED.seal,
)

PAPERS: dict[tuple[str, str], Any] = {
    **{("record", recipient): SEALED for recipient in ("file", "parent:1", "school", "child")},
    **{("decisions", recipient): SEALED for recipient in ("manager", "carer")},
    ("letter", "child"): LETTER,
    ("letter", "manager"): replace(LETTER, for_professionals=True),
    ("letter-now", "child"): LETTER,
    ("brief", "file"): BRIEF,
    ("invitation", "school"): INVITATION,
    ("invitation", "child"): replace(INVITATION, to=PersonFacts("Toby"), recipient="child", wanted_there=""),
    ("consultation", "child"): CONSULTATION,
    ("consultation", "school"): replace(CONSULTATION, form="school", recipient="school", to="Mr Quill"),
    ("meeting-sheet", "file"): SHEET,
    ("midway", "manager"): MIDWAY,
    ("introduction", "child"): INTRODUCTION,
    ("dispute", "manager"): DISPUTE,
    ("everything", "file"): EVERYTHING,
    ("week", "file"): WEEK,
    ("trip-sheet", "file"): TRIP,
}
"""Facts of every kind of paper, by kind and recipient."""
