"""A form filled in by another program, as a reader of PDFs does it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import pikepdf


def filled(pdf: bytes, answers: Mapping[str, str]) -> bytes:
    """The file with these fields filled in: typed, or the place of that value marked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fields = {str(field.T): field for field in file.Root.AcroForm.Fields[0].Kids}
        for name, value in answers.items():
            _fill(fields[name], value)
        file.save(out)
    return out.getvalue()


def _fill(field: Any, value: str) -> None:
    if field.FT == "/Tx":
        field.V = pikepdf.String(value)
        return
    places = [place for place in field.Kids if f"/{value}" in place.AP.N]
    assert len(places) == 1, "no such place to mark"
    field.V = places[0].AS = pikepdf.Name(f"/{value}")
