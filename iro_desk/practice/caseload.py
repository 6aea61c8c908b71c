"""The caseload on one day: one row a child, most pressing first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from iro_desk.casework import ChildFile, CouncilSettings, episode_on, periods_of_care
from iro_desk.practice import drives, places
from iro_desk.practice.bring_forward import brought_forward, undecided
from iro_desk.practice.courtesy import stand_aside
from iro_desk.practice.rows import is_open, next_review_row
from iro_desk.practice.travel_views import Drive
from iro_desk.practice.views import CaseloadRow, CaseloadView, ClockRow, NextReview
from iro_desk.practice.why_late import unexplained
from iro_desk.practice.words import age_words
from iro_desk.practice.workspace import Workspace
from iro_desk.statute import Clock, age_on, birthday, clocks_of, codes_to_check, label, next_review, questions_of

URGENCY = {"late": 0, "risk": 1, "soon": 2, "unknown": 3, "wait": 4, "booked": 4, "open": 4, "done": 5}


def caseload_view(ws: Workspace) -> CaseloadView:
    """Every child on this IRO's caseload, with the next review, the home and the miles."""
    settings = ws.settings()
    mine = ws.desk.child_files(mine_only=True, pause=stand_aside)
    files = [file for file in mine if on_caseload(file, ws.today)]
    places.look_up(ws, _postcodes(ws, files, settings))
    driven = drives.drives(ws, _living_at(files, ws.today))
    rows = []
    questions = 0
    for file in files:
        stand_aside()
        clocks = clocks_of(file, ws.today, settings)
        rows.append(_row(ws, file, settings, driven, clocks))
        questions += len(questions_of(file, ws.today, settings, clocks)) + len(undecided(file, ws.today))
        questions += len(codes_to_check(file)) + len(unexplained(file, settings))
    rows.sort(key=_order)
    gone = ((file, left_on(file, ws.today)) for file in mine)
    former = [replace(_row(ws, file, settings, {}, ()), left_on=day) for file, day in gone if day is not None]
    return CaseloadView(
        day=ws.today,
        practice=settings.yes("practice"),
        desk_name=ws.desk.name,
        rows=tuple(rows),
        questions=questions,
        places_pending=bool(ws.places_wanted or ws.drives_wanted),
        weighed=weighed(ws, [row.drive for row in rows]),
        former=tuple(sorted(former, key=lambda row: (row.left_on or date.min, row.name), reverse=True)),
        driving_minutes=sum(row.drive.year_minutes or 0 for row in rows if row.drive is not None),
    )


def weighed(ws: Workspace, driven: Iterable[Drive | None]) -> float | None:
    """Children with the driving weighed in, as many who live near; ``None`` while drives are being reckoned."""
    if ws.places_wanted or ws.drives_wanted:
        return None
    return round(sum(1.0 if drive is None else drive.weight for drive in driven), 1)


def drives_to(ws: Workspace, files: Iterable[ChildFile]) -> list[Drive | None]:
    """The drive to where each child lives, in their order; ``None`` where it is not known or not reckoned yet."""
    homes = [home.postcode if (home := episode_on(file.episodes, ws.today)) else "" for file in files]
    places.look_up(ws, [ws.settings().text("base_postcode"), *homes])
    driven = drives.drives(ws, [code for code in homes if code])
    return [driven.get(code) for code in homes]


def due_view(ws: Workspace, within_days: int) -> tuple[CaseloadRow, ...]:
    """The children whose next review has its last day within so many calendar days, or is late."""
    rows = caseload_view(ws).rows
    return tuple(
        row
        for row in rows
        if row.next_review is not None
        and row.next_review.days_left is not None
        and row.next_review.days_left <= within_days
    )


def files_on_caseload(ws: Workspace) -> list[ChildFile]:
    """The children on the caseload today, read while keys are let through."""
    return [file for file in ws.desk.child_files(mine_only=True, pause=stand_aside) if on_caseload(file, ws.today)]


def on_caseload(file: ChildFile, on: date) -> bool:
    """Whether the child is on the caseload that day: mine, joined, not left, under 18, and not out of care.

    Between stays of short breaks a child is at home and on the caseload all the same. A date of birth that is only
    claimed takes nobody off it.
    """
    child = file.child
    joined = child.joined_caseload is None or child.joined_caseload <= on
    left = child.left_caseload is not None and child.left_caseload <= on
    return child.mine and joined and not left and not _grown_up(file, on) and not _out_of_care(file, on)


def left_on(file: ChildFile, on: date) -> date | None:
    """The day from which a child of this IRO is no longer on the caseload: left, grown up or out of care."""
    child, days = file.child, []
    if child.left_caseload is not None:
        days.append(child.left_caseload)
    if child.date_of_birth is not None and _grown_up(file, on):
        days.append(birthday(child.date_of_birth, 18))
    if _out_of_care(file, on):
        begun = [period for period in periods_of_care(file.episodes) if period.started <= on]
        days.append(begun[-1].ended or on)
    past = [day for day in days if day <= on]
    return min(past) if past and child.mine else None


def _grown_up(file: ChildFile, on: date) -> bool:
    child = file.child
    return child.date_of_birth is not None and not child.date_of_birth_claimed and age_on(child.date_of_birth, on) >= 18


def _out_of_care(file: ChildFile, on: date) -> bool:
    begun = [period for period in periods_of_care(file.episodes) if period.started <= on]
    if not begun or begun[-1].short_breaks:
        return False
    ended = begun[-1].ended
    return ended is not None and ended <= on


def home_words(file: ChildFile, on: date, town: str = "") -> str:
    """ "Foster care, Poole": the kind of home, and the town where it is known."""
    episode = episode_on(file.episodes, on)
    if episode is None:
        return "Not looked after" if file.episodes else "Home not known"
    kind = HOME_KINDS.get(episode.placement, "") or label("PLACE", episode.placement, on) or "Home not known"
    where = episode.town or town
    return f"{kind}, {where}" if where else kind


HOME_KINDS = {
    "A3": "Adoptive family",
    "A4": "Adoptive family",
    "A5": "Adoptive family",
    "A6": "Adoptive family",
    "H5": "Supported living",
    "K1": "Secure children's home",
    "K2": "Children's home",
    "K3": "Supported living",
    "P1": "With parents",
    "P2": "Living on their own",
    "R1": "Residential care home",
    "R2": "Health setting",
    "R3": "Family centre",
    "R5": "Youth detention",
    "S1": "Residential school",
    "U1": "With family or friends",
    "U2": "With family or friends",
    "U3": "With family or friends",
    "U4": "Foster care",
    "U5": "Foster care",
    "U6": "Foster care",
    "Z1": "Another kind of home",
}


def flags_of(file: ChildFile, on: date) -> tuple[str, ...]:
    """Short words for what a list must not hide."""
    flags = []
    missing = [event for event in file.events if event.kind == "missing" and event.happened_on <= on]
    if any(event.ended_on is None or event.ended_on > on for event in missing):
        flags.append("missing")
    episode = episode_on(file.episodes, on)
    if episode is not None:
        if episode.placement == "K1":
            flags.append("secure")
        if episode.confidential:
            flags.append("address confidential")
        if episode.approval_temporary:
            flags.append("temporary approval")
    if brought_forward(file, on):
        flags.append("review to be brought forward")
    if file.child.date_of_birth_claimed:
        flags.append("age disputed")
    if file.child.unaccompanied:
        flags.append("unaccompanied")
    return tuple(flags)


def _postcodes(ws: Workspace, files: list[ChildFile], settings: CouncilSettings) -> list[str]:
    codes = [settings.text("base_postcode")]
    for file in files:
        episode = episode_on(file.episodes, ws.today)
        if episode is not None:
            codes += [episode.postcode, episode.home_postcode]
    return codes


def _living_at(files: list[ChildFile], on: date) -> list[str]:
    homes = (episode_on(file.episodes, on) for file in files)
    return [episode.postcode for episode in homes if episode is not None and episode.postcode]


def _row(
    ws: Workspace,
    file: ChildFile,
    settings: CouncilSettings,
    drives: dict[str, Drive],
    clocks: tuple[Clock, ...],
) -> CaseloadRow:
    on = ws.today
    clock = next_review(clocks)
    episode = episode_on(file.episodes, on)
    placement = places.placement_place(ws, episode, settings)
    flags = flags_of(file, on)
    if clock is not None and not clock.history_complete:
        flags = (*flags, "history incomplete")
    postcode = episode.postcode if episode else ""
    return CaseloadRow(
        id=file.child.id,
        number=file.number,
        name=file.child.full_name,
        date_of_birth=file.child.date_of_birth,
        age=age_words(file.child.date_of_birth, on),
        home=home_words(file, on, placement.authority_name if placement else ""),
        next_review=next_review_row(clock, on),
        placement=placement,
        base_miles=places.miles_between(ws, settings.text("base_postcode"), postcode),
        home_miles=places.miles_between(ws, episode.home_postcode, postcode) if episode else None,
        open_decisions=sum(1 for decision in file.decisions if is_open(decision)),
        flags=flags,
        drive=drives.get(postcode),
        care_plan=file.child.care_plan_grade.replace("-", " ").capitalize(),
        spoke_in_private=spoke_in_private(file, on),
        worker_saw_alone=_latest((c.happened_on for c in file.contacts if c.by == "social worker" and c.alone), on),
    )


def spoke_in_private(file: ChildFile, on: date) -> date | None:
    """The last day on which the IRO spoke with the child in private, at a review or between reviews."""
    days = [contact.happened_on for contact in file.contacts if contact.by == "iro" and contact.alone]
    days += [review.spoke_privately_on for review in file.reviews if review.spoke_privately_on is not None]
    return _latest(days, on)


def _latest(days: Iterable[date], on: date) -> date | None:
    return max((day for day in days if day <= on), default=None)


def book_by(review: NextReview | ClockRow) -> date | None:
    """The day by which it is to be done; ``None`` where no limit can be relied on."""
    if review.days_left is None:
        return None
    return review.last_working_day or review.legal_limit


def _order(row: CaseloadRow) -> tuple[int, date, str, str]:
    review = row.next_review
    if review is None:
        return 6, date.max, row.name, row.number
    day = book_by(review) or date.max
    return URGENCY.get(review.mark, 4), day, row.name, row.number
