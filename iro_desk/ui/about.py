"""About: version and licence, the libraries, and whose data the program ships."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from iro_desk.practice.credits import AboutView, about_view
from iro_desk.ui.help import MarkdownPage
from iro_desk.ui.widgets import PaneHeader, column


def as_markdown(view: AboutView) -> str:
    """The whole of About as one text."""
    parts = [f"{view.promise}\n\n## Libraries\n\n| Name | Version | Licence |\n|---|---|---|"]
    parts[0] += "".join(f"\n| {each.name} | {each.version} | {each.licence} |" for each in view.libraries)
    parts.append("## What comes with the program")
    # Headings of the folders' own texts stand two levels under this one.
    parts += [re.sub(r"^(#+) ", r"##\1 ", credit.text, flags=re.MULTILINE) for credit in view.credits]
    return "\n\n".join(parts)


class AboutPane(QWidget):
    """One page that scrolls."""

    def __init__(self) -> None:
        super().__init__()
        view = about_view()
        self.setAccessibleName("About IRO Desk")
        self.page = MarkdownPage("Licences and credits")
        self.page.show_markdown(as_markdown(view))
        self.setFocusProxy(self.page)
        header = PaneHeader("IRO Desk", f"Version {view.version}. {view.licence}.")
        column(header, (column((self.page, 1), margins=(32, 0, 20, 16)), 1), into=self)
