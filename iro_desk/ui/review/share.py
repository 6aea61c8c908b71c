"""The last step: deadlines, the manager's replies, what went to whom, and the council's own system."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from iro_desk.casework import UserFacingError
from iro_desk.practice.review_views import ReviewView
from iro_desk.practice.share import HOW, HandedOver, RecipientRow, ReplyRow, SendingRow, ShareView
from iro_desk.practice.words import count, long_day
from iro_desk.ui.files import DELETE_IT, ask_for_folder, ask_for_pdf, saved_in
from iro_desk.ui.panes.answers import ask
from iro_desk.ui.review.across import AcrossStrip
from iro_desk.ui.review.actions import PaperShown, ReviewActions
from iro_desk.ui.review.preview import SETTING, PaperPreview
from iro_desk.ui.theme import px
from iro_desk.ui.widgets.buttons import Button
from iro_desk.ui.widgets.fields import Combo, DateField, Edit
from iro_desk.ui.widgets.layout import Rule, Scroll, Surface, add, clear, column, row
from iro_desk.ui.widgets.marks import State
from iro_desk.ui.widgets.text import Text, section

REPLIES = (("", "No reply"), ("agreed", "Agreed"), ("not agreed", "Not agreed"))


class SharePane(QWidget):
    """One review being shared. What goes to whom stands at the left, the very page that they get at the right."""

    kept = Signal(str)
    refused = Signal(str)

    def __init__(self, actions: ReviewActions, today: date) -> None:
        super().__init__()
        self._actions, self._today = actions, today
        self._view: ReviewView | None = None
        self._share: ShareView | None = None
        self._shown: tuple[str, str] = ("", "")
        self._size_asked = 0
        self._name = ""
        self.replies: dict[str, _Reply] = {}
        self.sends: dict[str, Button] = {}
        self._none_yet = Text("The papers are shared once the review was held.", "body", "ink2", wrap=True)
        self._deadlines = column(gap=4)
        self._replies = column(gap=2)
        self._replies_shown: object = None
        self._recipients = column(gap=2)
        self._log = column(gap=2)
        self._system = column(gap=8)
        self._corrections = column(gap=2)
        self.how = Combo([(each, each) for each in HOW], name="How papers go")
        self.on = DateField("Sent on", today)
        self.hand = Button("Hand over to business support", "quiet", "folder-open")
        self.hand.clicked.connect(self._ask_folder)
        self.posted = Button("Keep the day of posting", "quiet", "check")
        self.posted.clicked.connect(self._posted)
        self.copy = Button("Copy across", "quiet", "copy")
        self.copy.clicked.connect(self._copy_across)
        self.strip: AcrossStrip | None = None
        sending = row((column(Text("How", "strong"), 6, self.how, None), 1), (column(self.on, None), 1), gap=16)
        inside = column(
            self._none_yet,
            section("By when"),
            self._deadlines,
            section("What the manager says"),
            self._replies,
            section("Who gets what"),
            sending,
            8,
            self._recipients,
            8,
            row(self.hand, self.posted, None, gap=8),
            section("What went"),
            self._log,
            section("In the council’s system"),
            self._system,
            8,
            row(self.copy, None),
            self._corrections,
            None,
            margins=(32, 8, 24, 24),
        )
        self._fields = Surface("paper")
        self._page = Scroll(inside)
        column((self._page, 1), into=self._fields)
        self.preview = PaperPreview()
        self.preview.save_wanted.connect(lambda: self._go_save())
        self.preview.print_wanted.connect(lambda: self._go_print())
        self._side = Surface("sunken", lines="left")
        column((self.preview, 1), into=self._side)
        row((self._fields, 6), (self._side, 5), gap=0, into=self)

    # ------------------------------------------------------------ what is shown

    def show_view(self, view: ReviewView) -> None:
        """Shows the review as it stands; what is worked out beside the window follows."""
        other = self._view is None or self._view.id != view.id
        self._view = view
        if other:
            self._share, self._replies_shown, self._shown = None, None, ("", "")
            self._size_asked += 1
            self.preview.show_nothing(SETTING)
            self.on.set_day(self._today)
        self._none_yet.setVisible(not view.day_known)
        if self.isVisible():
            self.open_anew()

    def open_anew(self) -> None:
        """The step is opened: everything is asked for again."""
        view = self._view
        if view is not None and view.day_known:
            ask(lambda: self._actions.share(view.id), self, self._show, self._refuse)

    def view(self) -> ShareView | None:
        """What is shown."""
        return self._share

    def settle(self) -> None:
        """What is being typed becomes a change."""
        for line in self.replies.values():
            line.settle()

    def where(self) -> Mapping[str, Any]:
        """Whose copy is looked at."""
        return {"recipient": self._shown[1], "kind": self._shown[0]}

    def go_back(self, where: Mapping[str, Any]) -> None:
        """Comes back to it."""
        if where.get("kind"):
            self.look_at(where["kind"], where["recipient"])

    def _show(self, view: ShareView) -> None:
        if self._view is None or view.review != self._view.id:
            return
        self._share = view
        held, bar = self._held(), self._page.verticalScrollBar()
        at = bar.value()  # A control that goes hands its focus on, and the page would follow it.
        QTimer.singleShot(0, self, lambda: bar.setValue(at) if isValid(bar) else None)
        clear(self._deadlines)
        for cell in view.deadlines:
            add(self._deadlines, row((Text(cell.label, "body"), 1), State(cell.mark, cell.says), gap=8))
        if not view.deadlines:
            add(self._deadlines, Text("Dates appear when the review is complete.", "small", "ink3"))
        self._show_replies(view)
        clear(self._recipients)
        self.sends = {}
        for each in view.recipients:
            add(self._recipients, self._recipient(each), Rule())
        waits = [each for each in view.log if each.waits]
        self.posted.setVisible(bool(waits))
        self.hand.setEnabled(view.finalised_on is not None)
        self.hand.setToolTip("" if view.finalised_on else "Opens once the review is finalised")
        clear(self._log)
        for line in view.log:
            add(self._log, self._log_line(line))
        if not view.log:
            add(self._log, Text("Nothing yet.", "small", "ink3"))
        self._show_system(view)
        self._hold(held)
        clear(self._corrections)
        if view.corrections:
            add(self._corrections, section("Corrections"))
        for words in view.corrections:
            add(self._corrections, Text(words, "body", "ink2", wrap=True))
        if not self._shown[0] and view.recipients:
            first = next((each for each in view.recipients if each.papers and not each.held_back), None)
            if first is not None:
                self.look_at(first.papers[0][0], first.key)

    def _held(self) -> str:
        """The name of the button that has the keyboard, of those that are made anew."""
        made = (self._recipients, self._log, self._system)
        buttons = [button for part in made for button in part.findChildren(Button)]
        holds = self.window().focusWidget()
        return next((each.accessibleName() for each in buttons if each is holds), "")

    def _hold(self, name: str) -> None:
        """The keyboard stays on the button of that name, though it was made anew."""
        if name:
            made = (self._recipients, self._log, self._system)
            again = next((b for part in made for b in part.findChildren(Button) if b.accessibleName() == name), None)
            (again or self.how).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_replies(self, view: ShareView) -> None:
        shown = (view.review, [(each.decision, each.number, each.what) for each in view.replies])
        if shown == self._replies_shown:
            for each in view.replies:
                self.replies[each.decision].show_reply(each)
            return
        self._replies_shown, self.replies = shown, {}
        clear(self._replies)
        if not view.replies:
            add(self._replies, Text(f"No {view.word_decision}s were made.", "small", "ink3"))
        for each in view.replies:
            line = self.replies[each.decision] = _Reply(each, self._today, view.word_challenge, self._reply)
            line.challenge.clicked.connect(partial(self._challenge, each.decision, view.word_challenge))
            add(self._replies, self.replies[each.decision], Rule())
        if len(view.replies) > 1:
            every = Button("Agreed to all", "plain", small=True, flush=True)
            every.clicked.connect(self.agreed_to_all)
            add(self._replies, row(every, None))

    def _recipient(self, each: RecipientRow) -> QWidget:
        names = ", ".join(each.names)
        about = " · ".join(part for part in (names, each.words) if part)
        looks = row(gap=4)
        for kind, label in each.papers:
            look = Button(label, "plain", small=True, flush=True)
            look.setAccessibleName(f"See {label.lower()}: {each.title}")
            look.clicked.connect(partial(self.look_at, kind, each.key))
            look.setEnabled(not each.held_back)
            add(looks, look)
        send = Button("Sent", "quiet", small=True)
        send.setAccessibleName(f"Sent: {each.title}")
        send.setEnabled(not each.held_back and bool(each.papers))
        send.clicked.connect(lambda: self._sent(each.key))
        self.sends[each.key] = send
        matter = column(
            Text(each.title, "strong", wrap=True), Text(about, "small", "ink2", wrap=True), row(looks, None)
        )
        side = column(State(each.mark, each.says), row(None, send), gap=4)
        return row((matter, 1), (side, Qt.AlignmentFlag.AlignTop), gap=8, margins=(0, 6, 0, 6))

    def _log_line(self, line: SendingRow) -> QWidget:
        day = "waits to be posted" if line.sent_on is None else long_day(line.sent_on, self._today)
        words = f"{line.paper}, {line.version}: {line.to}. {day[:1].upper()}{day[1:]}"
        words += f", {line.how[:1].lower()}{line.how[1:]}" if line.how else ""
        back = Button("Take it out", "plain", small=True)
        back.setAccessibleName(f"Take it out: {words}")
        back.clicked.connect(lambda: self._do(lambda: self._actions.take_back_sending(line.id), "Taken out"))
        return row((Text(words, "small", "ink2", wrap=True), 1), back, gap=8)

    def _show_system(self, view: ShareView) -> None:
        clear(self._system)
        for step, label, day in view.system:
            words = f"{label}: {long_day(day, self._today)}" if day else label
            button = Button("Open again" if day else "Done today", "plain", small=True)
            button.setAccessibleName(f"{label}: {button.text()}")
            settle = partial(self._settle_step, view.review, step, None if day else self._today)
            button.clicked.connect(lambda _=False, settle=settle: settle())
            add(self._system, row((State("done" if day else "open", words), 1), button, gap=8))

    def look_at(self, kind: str, recipient: str) -> None:
        """The very page that this recipient gets, made or kept, beside the list."""
        view = self._view
        if view is None:
            return
        self._shown = (kind, recipient)
        self._size_asked += 1
        asked = self._size_asked
        share = self._share
        title = next((e.title for e in share.recipients if e.key == recipient), "") if share else ""

        def shown(paper: PaperShown) -> None:
            if asked == self._size_asked:
                self._name = paper.name
                self.preview.show_pdf(title, paper.pdf, paper.uncovered, paper.remarks)

        def not_shown(error: UserFacingError) -> None:
            if asked == self._size_asked:
                self.preview.show_nothing(error.what)

        ask(lambda: self._actions.paper(view.id, kind, recipient, "standard"), self, shown, not_shown)

    # ------------------------------------------------------------ what is done

    def _do(self, act: Any, words: str) -> None:
        def done(_: object) -> None:
            self.kept.emit(words)
            self.open_anew()

        ask(act, self, done, self._refuse)

    def _reply(self, decision: str, reply: str, on: date | None, words: str) -> None:
        self._do(lambda: self._actions.manager_replied(decision, reply, on, words), "Kept")

    def _challenge(self, decision: str, word: str) -> None:
        said = f"{word[:1].upper()}{word[1:]} opened; its form is among the child’s papers"
        self._do(lambda: self._actions.challenge(decision), said)

    def agreed_to_all(self) -> None:
        """The manager agreed to every decision without a reply so far: one answer, kept for each."""
        share = self._share
        for each in share.replies if share is not None else ():
            if not each.reply:
                self._reply(each.decision, "agreed", self._today, "")

    def _sent(self, key: str) -> None:
        view, day = self._view, self.on.day()
        if view is None:
            return
        self._do(lambda: self._actions.mark_sent(view.id, key, day, self.how.value(), ""), "Kept that it was sent")

    def _settle_step(self, review: str, step: str, on: date | None) -> None:
        self._do(lambda: self._actions.settle_step(review, step, on), "Kept")

    def _posted(self) -> None:
        share, day = self._share, self.on.day() or self._today
        if share is not None:
            waiting = tuple(line.id for line in share.log if line.waits)
            self._do(lambda: self._actions.posted(waiting, day), f"{count(len(waiting), 'paper')} posted")

    def _ask_folder(self) -> None:
        ask_for_folder(self, "A folder for business support", self.hand_over_to)

    def hand_over_to(self, folder: str) -> None:
        """Writes the folder; its papers wait for the day of posting."""
        view = self._view
        if view is None:
            return

        def done(given: HandedOver) -> None:
            left = f" {count(len(given.left), 'copy', 'copies')} left out: see the list." if given.left else ""
            self.kept.emit(f"{count(len(given.files), 'file')} in the folder.{left}")
            self.open_anew()

        ask(lambda: self._actions.hand_over(view.id, folder), self, done, self._refuse)

    def _copy_across(self) -> None:
        view = self._view
        if view is None:
            return

        def shown(fields: Any) -> None:
            if self.strip is None:
                self.strip = AcrossStrip(self)
            self.strip.show_fields(fields)
            self.strip.show()
            self.strip.raise_()
            self.strip.activateWindow()

        ask(lambda: self._actions.across(view.id), self, shown, self._refuse)

    def _go_save(self) -> None:
        view, (kind, recipient) = self._view, self._shown
        if view is None:
            return

        def chosen(path: str) -> None:
            ask(
                lambda: self._actions.save_paper(view.id, kind, recipient, "standard", path),
                self,
                lambda _: self.kept.emit(f"{saved_in(path)}. {DELETE_IT}"),
                self._refuse,
            )

        ask_for_pdf(self, self._name, chosen)

    def _go_print(self) -> None:
        from iro_desk.ui.review.printing import print_pdf

        view, (kind, recipient) = self._view, self._shown
        if view is not None:
            noted = partial(self._actions.printed, view.id, kind, recipient)
            print_pdf(self, self.preview.document, lambda: ask(noted, self, lambda _: None, self._refuse))

    def _refuse(self, error: UserFacingError) -> None:
        self.refused.emit(str(error))

    def hideEvent(self, event: Any) -> None:
        """The strip goes with its page: nothing of a review stands alone on the screen."""
        if self.strip is not None:
            self.strip.close()
        super().hideEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Half a screen is enough."""
        return QSize(px(440), px(400))

    def resizeEvent(self, event: Any) -> None:
        """At half a screen the page gives way to the list."""
        super().resizeEvent(event)
        self._side.setVisible(self.width() >= px(900))


class _Reply(QWidget):
    """One decision, and the manager's reply to it in their words."""

    def __init__(self, reply: ReplyRow, today: date, challenge: str, keep: Any) -> None:
        """``challenge``: what the council calls one."""
        super().__init__()
        self._reply, self._keep, self._today, self._filling = reply, keep, today, False
        self.choice = Combo(REPLIES, name=f"The manager’s reply to decision {reply.number}")
        self.choice.currentIndexChanged.connect(lambda _: self._chosen())
        self.words = Edit(name=f"The manager’s words on decision {reply.number}")
        self.words.setPlaceholderText("In their words")
        self.words.editingFinished.connect(self._changed)
        self.on = DateField("Replied on", today)
        self.on.edit.setAccessibleName(f"The manager replied to decision {reply.number} on")
        self.on.edit.editingFinished.connect(self._changed)
        self.challenge = Button(f"Open a {challenge}", "plain", small=True, flush=True)
        self.challenge.setAccessibleName(f"Open a {challenge} about decision {reply.number}")
        self._challenged = Text("", "small", "ink2")
        self._word = challenge
        self._state = State(reply.mark, reply.says, wrap=True)
        what = Text(reply.what, "strong", wrap=True)
        number = (Text(str(reply.number), "body", "ink3", width=24), Qt.AlignmentFlag.AlignTop)
        self.choice.setFixedWidth(px(160))
        said = column(Text("In their words", "strong"), 6, self.words, None)
        self._answer = row((column(self.on, None), 1), (said, 1), gap=16, margins=(0, 4, 0, 4))
        top = row((column(what, None), 1), (self.choice, Qt.AlignmentFlag.AlignTop), gap=8)
        further = row(self.challenge, self._challenged, None, gap=8)
        row(number, (column(top, self._state, self._answer, further, gap=3), 1), gap=8, margins=(0, 6, 0, 6), into=self)
        self.show_reply(reply)

    def show_reply(self, reply: ReplyRow) -> None:
        """The reply as it stands; words that are being typed stay."""
        self._reply = reply
        self._state.say(reply.mark, reply.says)
        self._filling = True
        try:
            self.choice.choose(reply.reply)
            if not self.words.hasFocus() and not self.words.isModified():
                self.words.setText(reply.words)
            if not self.on.edit.hasFocus() and not self.on.edit.isModified():
                self.on.set_day(reply.replied_on)
        finally:
            self._filling = False
        self._answer.setVisible(bool(reply.reply))
        on = reply.challenged_on
        self.challenge.setVisible(reply.reply == "not agreed" and on is None)
        self._challenged.setVisible(on is not None)
        if on is not None:
            self._challenged.say(f"{self._word[:1].upper()}{self._word[1:]} opened {long_day(on, self._today)}")

    def settle(self) -> None:
        """What is being typed becomes a change."""
        self._changed()

    def _chosen(self) -> None:
        """A reply came today unless another day is said."""
        if not self._filling and self.on.readable():
            self.on.set_day(self.on.day() or self._today if self.choice.value() else None)
        self._changed()

    def _changed(self) -> None:
        """A day that cannot be read stays as it was typed, and holds up neither the reply nor their words."""
        if self._filling:
            return
        before, readable = self._reply, self.on.readable()
        reply, words = self.choice.value(), self.words.text().strip()
        on = (self.on.day() if readable else before.replied_on) if reply else None
        self.words.setModified(False)
        self.on.edit.setModified(not readable)
        if (reply, on, words) != (before.reply, before.replied_on, before.words):
            self._keep(before.decision, reply, on or (self._today if reply else None), words)
