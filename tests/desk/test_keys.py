"""The key's two slots."""

from __future__ import annotations

import base64
import json
import unicodedata
from pathlib import Path

import pytest

from iro_desk.casework import UserFacingError
from iro_desk.desk import DeskDamaged, WrongPassphrase, keys

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    keys.write_keys(tmp_path, "desk-one", KEY, "caf\u00e9 au lait", CODE)
    return tmp_path


CODE = "K7QM-2RTD-0A1B-ZZZZ-9999-HJKM-NPQR-STVW"


def test_the_product_spends_256_mebibytes_on_each_attempt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert keys.KeyParameters(memory_kib=262_144, passes=3, lanes=4) == keys._NEW_SLOT


def test_passphrase_and_recovery_code_open_the_same_key(folder: Path) -> None:
    assert keys.read_key(folder, "caf\u00e9 au lait") == ("desk-one", KEY)
    assert keys.read_key(folder, CODE) == ("desk-one", KEY)


def test_a_passphrase_typed_with_combining_accents_is_the_same_passphrase(folder: Path) -> None:
    assert keys.read_key(folder, unicodedata.normalize("NFD", "caf\u00e9 au lait"))[1] == KEY


@pytest.mark.parametrize(
    "typed",
    [
        "k7qm2rtd0a1bzzzz9999hjkmnpqrstvw",
        " K7QM 2RTD OAIB ZZZZ 9999 HJKM NPQR STVW ",
        "K7QM\u20132RTD\u20130A1B\u2013ZZZZ\u20139999\u2013HJKM\u2013NPQR\u2013STVW",
        "k7qm-2rtd-oalb-zzzz-9999-hjkm-npqr-stvw",
    ],
)
def test_a_recovery_code_may_be_typed_as_people_type(folder: Path, typed: str) -> None:
    assert keys.read_key(folder, typed)[1] == KEY


def test_a_new_recovery_code_has_eight_groups_of_four_signs_that_cannot_be_confused() -> None:
    groups = keys.new_recovery_code().split("-")
    assert [len(group) for group in groups] == [4] * 8
    assert not set("".join(groups)) & set("ILOU")


@pytest.mark.parametrize("typed", ["", "cafe au lait", "CAFÉ AU LAIT", CODE[:-1] + "X"])
def test_a_wrong_passphrase_is_one_clear_sentence(folder: Path, typed: str) -> None:
    with pytest.raises(WrongPassphrase, match="not the passphrase of this desk"):
        keys.read_key(folder, typed)


def test_a_new_passphrase_leaves_the_key_and_the_recovery_code(folder: Path) -> None:
    keys.rewrap(folder, KEY, "another one")
    assert keys.read_key(folder, "another one")[1] == KEY
    assert keys.read_key(folder, CODE)[1] == KEY
    with pytest.raises(WrongPassphrase):
        keys.read_key(folder, "caf\u00e9 au lait")


def test_an_empty_passphrase_is_refused(folder: Path) -> None:
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(UserFacingError, match="needs a passphrase"):
        keys.rewrap(folder, KEY, "   ")
    assert (folder / "keys.json").read_bytes() == before


def test_a_slot_keeps_its_own_parameters_so_that_new_ones_can_rise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "_NEW_SLOT", keys.KeyParameters(memory_kib=128, passes=2, lanes=1))
    assert keys.read_key(folder, "caf\u00e9 au lait")[1] == KEY
    keys.rewrap(folder, KEY, "another one")
    slots = {slot["kind"]: slot["memory_kib"] for slot in json.loads((folder / "keys.json").read_text())["slots"]}
    assert slots == {"passphrase": 128, "recovery": 64}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"format": 1, "desk": "a", "slots": [{}]}', '{"format": 9, "desk": "a", "slots": []}']
)
def test_a_damaged_key_file_is_named_in_words(folder: Path, content: str) -> None:
    (folder / "keys.json").write_text(content)
    with pytest.raises(DeskDamaged, match="wrapped key was altered, or cannot be read"):
        keys.read_key(folder, "caf\u00e9 au lait")


def test_a_slot_from_another_desk_or_with_lighter_parameters_does_not_open(folder: Path) -> None:
    content = json.loads((folder / "keys.json").read_text())
    for altered in ({**content, "desk": "desk-two"}, _with_passes(content, 2)):
        (folder / "keys.json").write_text(json.dumps(altered))
        with pytest.raises(WrongPassphrase):
            keys.read_key(folder, "caf\u00e9 au lait")


def _with_passes(content: dict[str, object], passes: int) -> dict[str, object]:
    return {**content, "slots": [{**slot, "passes": passes} for slot in content["slots"]]}  # type: ignore[attr-defined]


def test_an_altered_recovery_slot_is_noticed_by_whoever_opens_with_the_passphrase(folder: Path) -> None:
    content = json.loads((folder / "keys.json").read_text())
    recovery = next(slot for slot in content["slots"] if slot["kind"] == "recovery")
    recovery["salt"] = base64.b64encode(bytes(16)).decode()
    (folder / "keys.json").write_text(json.dumps(content))
    with pytest.raises(DeskDamaged, match="wrapped key was altered"):
        keys.read_key(folder, "caf\u00e9 au lait")


def test_a_file_from_before_there_was_a_check_value_is_read_and_has_one_after_the_next_passphrase(folder: Path) -> None:
    content = json.loads((folder / "keys.json").read_text())
    del content["hmac"]
    (folder / "keys.json").write_text(json.dumps(content | {"format": 1}))
    assert keys.read_key(folder, "caf\u00e9 au lait") == ("desk-one", KEY)
    keys.rewrap(folder, KEY, "another one")
    assert "hmac" in json.loads((folder / "keys.json").read_text())
    assert keys.read_key(folder, CODE) == ("desk-one", KEY)


def test_wrong_words_are_tried_on_every_slot_whatever_they_look_like(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.set_code(folder, KEY, "manager", keys.new_recovery_code())
    tried: list[str] = []
    unwrapped = keys._unwrapped

    def counted(slot: dict[str, object], desk_id: str, secret: bytes) -> bytes | None:
        tried.append(str(slot["kind"]))
        return unwrapped(slot, desk_id, secret)

    monkeypatch.setattr(keys, "_unwrapped", counted)
    said = set()
    for words in ("", "short", "x" * 10_000, "ŵyn محمد", CODE[:-1] + "X", "\ud800"):
        tried.clear()
        with pytest.raises(WrongPassphrase) as caught:
            keys.read_key(folder, words)
        assert sorted(tried) == ["manager", "passphrase", "recovery"]
        said.add(str(caught.value))
    assert len(said) == 1


@pytest.mark.parametrize("passphrase", ["x" * 10_000, "ŵyn محمد 🦦", "  spaces  count  ", "-"])
def test_long_short_and_foreign_passphrases_open_what_they_closed(folder: Path, passphrase: str) -> None:
    keys.rewrap(folder, KEY, passphrase)
    assert keys.open_key(folder, passphrase) == keys.OpenedKey("desk-one", KEY, "passphrase")
    with pytest.raises(WrongPassphrase):
        keys.read_key(folder, passphrase[:-1])


def test_each_code_has_a_slot_of_its_own(folder: Path) -> None:
    codes = {kind: keys.new_recovery_code() for kind in keys.CODES}
    for kind, code in codes.items():
        keys.set_code(folder, KEY, kind, code)
    assert {kind: keys.open_key(folder, code).kind for kind, code in codes.items()} == {kind: kind for kind in codes}
    keys.drop_code(folder, KEY, "service")
    assert keys.kinds_of(folder) == ("passphrase", "recovery", "manager")
    with pytest.raises(WrongPassphrase):
        keys.open_key(folder, codes["service"])
