"""The starter sheet: an empty list of "my children" to fill in, which the program reads back."""

from __future__ import annotations

import io
from typing import Final

from iro_desk.exchange.sheet_fields import NEEDED, STARTER

SHEET_NAME: Final = "My children"
ROWS_TO_FILL: Final = 100
WIDTHS: Final = {"day": 20, "code": 16, "postcode": 14, "text": 24, "number": 18, "yes-no": 10}


def starter_sheet() -> bytes:
    """The workbook's bytes: one row of titles, what is needed in bold, days and numbers kept as they are typed."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET_NAME
    for position, what in enumerate(STARTER, start=1):
        cell = sheet.cell(1, position, what.label)
        cell.font = Font(bold=what.key in NEEDED)
        cell.fill = PatternFill("solid", fgColor="E1EEEE" if what.key in NEEDED else "F4F0EA")
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = WIDTHS[what.kind]
        for line in range(2, ROWS_TO_FILL + 2):
            # Numbers with a leading zero stay text; days show their year in full.
            sheet.cell(line, position).number_format = "dd/mm/yyyy" if what.kind == "day" else "@"
        if what.key == "legal_status":
            known = DataValidation(type="list", formula1='"C2,C1,V2,E1,V4,J1,L1,L2"', allow_blank=True)
            known.error = "Type the code of the return, or the words your council uses."
            known.errorStyle = "information"
            sheet.add_data_validation(known)
            known.add(f"{letter}2:{letter}{ROWS_TO_FILL + 1}")
    sheet.freeze_panes = "D2"
    help_ = book.create_sheet("How to fill it in")
    for line, words in enumerate(HELP, start=1):
        help_.cell(line, 1, words)
    help_.column_dimensions["A"].width = 110
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HELP: Final = (
    "One line for each child. Only the council number, the first name and the day the child became looked after are "
    "needed; the rest can be filled in later, here or in the program.",
    "Days as 7/11/2026 or 7 November 2026. A legal status as its code (C2) or in words (full care order).",
    "Lives with, or home: the carers' names or the name of the home. Add a column “Moved there on” to say since when.",
    "Last review held on, and the one before: with both the program knows how much of the year is behind the child.",
    "Then choose Bring in in the program and pick this file. Nothing is written before you have seen what it would do.",
    "This file names children in care. Keep it where the council allows, and delete it when it has been brought in.",
)
