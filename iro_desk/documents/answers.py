"""A form that came back: what was typed and marked in its fields. Nothing in the file is run, opened or followed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 30_000_000
MOST_FIELDS = 2_000
MOST_LETTERS = 20_000
"""Of one answer."""
_DEEPEST = 8


class NotAForm(Exception):
    """Why nothing can be read from a file, in a sentence."""


@dataclass(frozen=True, slots=True)
class FormAnswer:
    """One field that was filled in."""

    name: str
    asked: str
    """The field's words, as the form had them."""
    value: str
    is_choice: bool
    place: int = 0
    """Of the field in its form."""


@dataclass(frozen=True, slots=True)
class FormBack:
    """A form of this program, filled in: what it is about, which form, and its answers in order."""

    about: str
    who: str
    """The person it was for; empty for a child, a school or a health service."""
    form: str
    answers: tuple[FormAnswer, ...]


def read_form(pdf: bytes) -> FormBack:
    """What came back in a form. Raises :class:`NotAForm`, in words, for any other file or a broken one."""
    import pikepdf

    if len(pdf) > MOST_BYTES:
        raise NotAForm("It is larger than any form.")
    try:
        with pikepdf.open(io.BytesIO(pdf)) as file:
            form = file.Root.get("/AcroForm")
            fields = list(form.get("/Fields", [])) if form is not None else []
            roots = [each for each in fields if str(each.get("/T", "")).count("/") == 2]
            if not roots:
                raise NotAForm("It has no fields: it was printed and scanned, or it is another paper.")
            about, who, name = str(roots[0].get("/T")).split("/")
            fields = list(_fields(roots[0], 0))
            answers = [answer for place, field in enumerate(fields, 1) if (answer := _answer(field, place))]
            return FormBack(about, who, name, tuple(answers))
    except pikepdf.PasswordError:
        raise NotAForm("It is locked with a password.") from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise NotAForm("It could not be read as a PDF.") from None


def _fields(node: Any, depth: int, met: list[int] | None = None) -> Iterator[Any]:
    """The fields below a node, in the form's order."""
    met = [] if met is None else met
    for field in node.get("/Kids", []):
        met.append(depth)
        if len(met) > MOST_FIELDS or depth > _DEEPEST:
            raise NotAForm("It has more fields than any form.")
        if "/FT" in field:
            yield field
        else:
            yield from _fields(field, depth + 1, met)


def _answer(field: Any, place: int) -> FormAnswer | None:
    value, is_choice = field.get("/V"), field.FT == "/Btn"
    said = "" if value is None else str(value).removeprefix("/") if is_choice else str(value)
    said = said.replace("\r\n", "\n").replace("\r", "\n").strip()[:MOST_LETTERS]
    if not said or (is_choice and said == "Off"):
        return None
    name = str(field.get("/T", ""))
    return FormAnswer(name, str(field.get("/TU", name))[:300], said, is_choice, place)
