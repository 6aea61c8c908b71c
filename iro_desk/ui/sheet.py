"""The one style sheet, made from the tokens: what Fusion draws and the parts do not paint themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def style_sheet(k: Mapping[str, str], px: Callable[[float], int], ring: int) -> str:
    """The sheet for one mode's colours at one size; ``ring`` is the width of the focus ring."""
    closed = "dashed" if k["sunken"] == k["paper"] else "solid"  # Where tones are equal an edge has to say it.
    return f"""
QPushButton {{ border: 1px solid {k["line_strong"]}; border-radius: {px(8)}px; padding: 0 {px(14)}px;
  background: {k["paper"]}; color: {k["ink"]}; min-height: {px(34)}px; }}
QPushButton:hover {{ border-color: {k["edge"]}; }}
QPushButton:pressed {{ background: {k["sunken"]}; }}
QPushButton[kind="primary"] {{ background: {k["accent"]}; color: {k["on_accent"]}; border-color: {k["accent"]}; }}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {{ background: {k["accent_hover"]}; }}
QPushButton[kind="plain"] {{ background: transparent; border-color: transparent; color: {k["accent"]};
  padding: 0 {px(10)}px; }}
QPushButton[kind="plain"]:hover {{ color: {k["accent_hover"]}; text-decoration: underline; }}
QPushButton[kind="danger"] {{ background: transparent; border-color: {k["late_mark"]}; color: {k["late"]}; }}
QPushButton[small="true"] {{ min-height: {px(30)}px; padding: 0 {px(12)}px; }}
QPushButton[kind="plain"][small="true"] {{ padding: 0 {px(8)}px; }}
QPushButton[kind="plain"][flush="true"] {{ text-align: left; padding: 0 {px(6) + 2 * ring - 2}px 0 0; }}
QPushButton[kind="plain"][flush="true"]:focus {{ padding: 0 {px(6)}px 0 0; }}
QPushButton[alone="true"][small="true"] {{ padding: 0; min-width: {px(32)}px; max-width: {px(32)}px; }}
QPushButton:disabled {{ background: {k["sunken"]}; border: 1px {closed} {k["line_strong"]}; color: {k["ink3"]}; }}
QPushButton[kind="plain"]:disabled {{ background: transparent; border-color: transparent; color: {k["ink3"]}; }}
QPushButton:focus {{ border: {ring}px solid {k["focus"]}; }}
QPushButton[kind="primary"]:focus {{ border: {ring}px solid {k["ink"]}; }}
QLineEdit, QComboBox, QTextEdit[framed="true"] {{ border: 1px solid {k["edge"]}; border-radius: {px(8)}px;
  background: {k["paper"]}; color: {k["ink"]}; selection-background-color: {k["selection"]};
  selection-color: {k["ink"]}; }}
QLineEdit {{ placeholder-text-color: {k["ink3"]}; }}
QLineEdit, QComboBox {{ padding: 0 {px(12)}px; min-height: {px(40)}px; }}
QLineEdit:focus, QComboBox:focus {{ border: {ring}px solid {k["focus"]}; padding: 0 {px(12) - ring + 1}px;
  min-height: {px(40) - 2 * ring + 2}px; }}
QTextEdit[framed="true"] {{ padding: {px(8)}px {px(10)}px; }}
QTextEdit[framed="true"]:focus {{ border: {ring}px solid {k["focus"]};
  padding: {px(8) - ring + 1}px {px(10) - ring + 1}px; }}
QLineEdit[refused="true"], QComboBox[refused="true"], QTextEdit[refused="true"] {{ border-color: {k["late_mark"]}; }}
QTextEdit {{ border: none; background: transparent; color: {k["ink"]}; }}
QComboBox::drop-down {{ border: none; width: {px(34)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ border: 1px solid {k["line_strong"]}; background: {k["raised"]}; outline: none;
  selection-background-color: {k["accent_tint"]}; selection-color: {k["ink"]}; }}
QComboBox QAbstractItemView::item {{ min-height: {px(32)}px; padding: 0 {px(10)}px; }}
QTabBar {{ background: transparent; border: none; qproperty-drawBase: 0; }}
QTabBar::tab {{ background: transparent; border: none; border-bottom: {px(3)}px solid transparent; color: {k["ink2"]};
  min-height: {px(29)}px; padding: 0 {px(2)}px 0 0; margin: 0 {px(20)}px 0 0; }}
QTabBar::scroller {{ width: {px(32)}px; }}
QTabBar QToolButton {{ background: {k["paper"]}; border: none; border-bottom: 1px solid {k["line"]};
  padding: 0; margin: 0; }}
QTabBar QToolButton:hover {{ background: {k["sunken"]}; }}
QTabBar::tab:hover {{ color: {k["ink"]}; }}
QTabBar::tab:selected {{ color: {k["accent"]}; border-bottom-color: {k["accent"]}; }}
QAbstractItemView {{ background: transparent; border: none; outline: none; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; border: none; color: {k["ink3"]}; padding: 0; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: {px(10)}px; background: transparent; margin: 2px; }}
QScrollBar:horizontal {{ height: {px(10)}px; background: transparent; margin: 2px; }}
QScrollBar::handle {{ background: {k["line_strong"]}; border-radius: 3px; min-height: {px(40)}px;
  min-width: {px(40)}px; }}
QScrollBar::handle:hover {{ background: {k["edge"]}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QMenu {{ background: {k["raised"]}; color: {k["ink"]}; border: 1px solid {k["line_strong"]}; padding: {px(6)}px 0; }}
QMenu::item {{ padding: {px(7)}px {px(24)}px; }}
QMenu::item:selected {{ background: {k["accent_tint"]}; color: {k["ink"]}; }}
QMenu::item:disabled {{ color: {k["ink3"]}; }}
QMenu::separator {{ height: 1px; background: {k["line"]}; margin: {px(4)}px {px(12)}px; }}
QToolTip {{ background: {k["raised"]}; color: {k["ink"]}; border: 1px solid {k["line_strong"]};
  padding: {px(4)}px {px(8)}px; }}
QDialog {{ background: {k["raised"]}; }}
"""
