"""The desk's key and its slots: the passphrase, and codes on paper.

The key is 32 random bytes and never changes with the passphrase. Each slot keeps it wrapped
(AES-256-GCM) under a key that argon2id makes from the words; the slot carries its own parameters, so
that they can rise without stranding an older desk. A check value under the desk's key covers all of it: a slot
that was altered is noticed at the next opening, not on the day on which only that slot could still open the desk.
Codes are those of the owner's recovery sheet, of the sheet in the service manager's safe, and of the service key;
each may be made anew or taken away without the others.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iro_desk.casework import UserFacingError
from iro_desk.desk.cipher import KEY_BYTES
from iro_desk.desk.errors import UNCHANGED, DeskDamaged, WrongPassphrase
from iro_desk.desk.files import replace_file

KEYS_FILE = "keys.json"
RECOVERY_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""32 signs: neither I, L nor O (read as 1 and 0), nor U."""
RECOVERY_GROUPS = 8
RECOVERY_GROUP_LENGTH = 4
MOST_MEMORY_KIB = 4 * 1024 * 1024
"""A slot that asks for more is not one of ours."""
FORMAT = 2
UNCHECKED_FORMAT = 1
"""Without a check value; written before there was one, read as it stands, and written anew with the next slot."""
PASSPHRASE = "passphrase"
CODES = ("recovery", "manager", "service")
"""The kinds of slot that a code opens."""


@dataclass(frozen=True, slots=True)
class KeyParameters:
    """What argon2id spends on one attempt (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


_NEW_SLOT = KeyParameters(memory_kib=256 * 1024, passes=3, lanes=4)
"""What every new passphrase slot is made with: more than half a second on a council laptop."""

_NEW_CODE_SLOT = KeyParameters(memory_kib=64 * 1024, passes=1, lanes=4)
"""A code has 160 random bits: nobody guesses it at any speed, and a wrong passphrase is tried on every slot."""


@dataclass(frozen=True, slots=True)
class OpenedKey:
    """The key that words opened, and the kind of slot that they opened it by."""

    desk_id: str
    key: bytes
    kind: str


def new_recovery_code() -> str:
    """A recovery code of 160 random bits: eight groups of four, such as ``K7QM-2RTD-...``."""
    letters = [secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_GROUPS * RECOVERY_GROUP_LENGTH)]
    groups = ["".join(letters[start : start + RECOVERY_GROUP_LENGTH]) for start in range(0, len(letters), 4)]
    return "-".join(groups)


def normalised_recovery(typed: str) -> str | None:
    """A recovery code as typed, brought to its 32 signs; ``None`` when it cannot be one.

    >>> normalised_recovery("k7qm 2rtd k7qm 2rtd k7qm 2rtd k7qm 2rto")
    'K7QM2RTDK7QM2RTDK7QM2RTDK7QM2RT0'
    """
    signs = re.sub(r"[\s\-‐-―]", "", typed).upper()
    signs = signs.replace("O", "0").replace("I", "1").replace("L", "1")
    fits = len(signs) == RECOVERY_GROUPS * RECOVERY_GROUP_LENGTH and set(signs) <= set(RECOVERY_ALPHABET)
    return signs if fits else None


def write_keys(folder: Path, desk_id: str, key: bytes, passphrase: str, recovery: str, **codes: str) -> None:
    """Write ``keys.json`` with a slot for the passphrase, one for the recovery code and any others of ``CODES``."""
    slots = [_slot(PASSPHRASE, desk_id, key, _passphrase_bytes(passphrase))]
    slots += [_slot(kind, desk_id, key, _code_bytes(code)) for kind, code in {"recovery": recovery, **codes}.items()]
    _write(folder, desk_id, key, slots)


def open_key(folder: Path, words: str) -> OpenedKey:
    """The desk's key, opened by its passphrase or one of its codes.

    Wrong words are tried on every slot, whatever they look like: each attempt costs the same work and the same
    sentence. Raises :class:`WrongPassphrase`, or :class:`DeskDamaged` when the file cannot be read as one of ours.
    """
    desk_id, slots, check = _read(folder)
    typed = unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")
    code = normalised_recovery(words)
    tried = slots if code is None else sorted(slots, key=lambda slot: slot["kind"] == PASSPHRASE)
    for slot in tried:
        of_code = code is not None and slot["kind"] != PASSPHRASE
        key = _unwrapped(slot, desk_id, code.encode("ascii") if of_code and code is not None else typed)
        if key is not None:
            if check is not None and not hmac.compare_digest(check, _check_value(desk_id, key, slots)):
                raise _not_ours()
            return OpenedKey(desk_id, key, slot["kind"])
    raise WrongPassphrase(
        "That is not the passphrase of this desk, nor its recovery code.",
        safe=UNCHANGED,
        do="Try again; capital letters count.",
    )


def read_key(folder: Path, words: str) -> tuple[str, bytes]:
    """The desk's id and key (see :func:`open_key`)."""
    opened = open_key(folder, words)
    return opened.desk_id, opened.key


def kinds_of(folder: Path) -> tuple[str, ...]:
    """The kinds of slot that the desk has. Raises :class:`DeskDamaged` when the file cannot be read."""
    return tuple(slot["kind"] for slot in _read(folder)[1])


def set_code(folder: Path, key: bytes, kind: str, code: str) -> None:
    """Give the desk a new code of one kind; the one before it no longer opens it."""
    desk_id, slots, _ = _read(folder)
    kept = [slot for slot in slots if slot["kind"] != kind]
    _write(folder, desk_id, key, [*kept, _slot(kind, desk_id, key, _code_bytes(code))])


def drop_code(folder: Path, key: bytes, kind: str) -> None:
    """Take a code away."""
    if kind not in CODES:
        raise ValueError("a desk's passphrase is not taken away")
    desk_id, slots, _ = _read(folder)
    _write(folder, desk_id, key, [slot for slot in slots if slot["kind"] != kind])


def desk_of(folder: Path) -> str:
    """The id of the desk that ``keys.json`` belongs to. Raises :class:`DeskDamaged` when it cannot be read."""
    return _read(folder)[0]


def rewrap(folder: Path, key: bytes, passphrase: str) -> None:
    """Give the desk another passphrase: its slot is made anew, the key and the recovery code stay."""
    desk_id, slots, _ = _read(folder)
    kept = [slot for slot in slots if slot["kind"] != PASSPHRASE]
    _write(folder, desk_id, key, [_slot(PASSPHRASE, desk_id, key, _passphrase_bytes(passphrase)), *kept])


def _passphrase_bytes(passphrase: str) -> bytes:
    if not passphrase.strip():
        raise UserFacingError("A desk needs a passphrase.", safe=UNCHANGED, do="Choose a few words that only you know.")
    # One passphrase may be typed in two forms (é as one sign or as two); both are the same words.
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def _code_bytes(code: str) -> bytes:
    signs = normalised_recovery(code)
    if signs is None:
        raise ValueError("not a code of this program")
    return signs.encode("ascii")


def _slot(kind: str, desk_id: str, key: bytes, secret: bytes) -> dict[str, Any]:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    spent = _NEW_SLOT if kind == PASSPHRASE else _NEW_CODE_SLOT
    slot: dict[str, Any] = {
        "kind": kind,
        "derive": "argon2id",
        "memory_kib": spent.memory_kib,
        "passes": spent.passes,
        "lanes": spent.lanes,
        "salt": _text(secrets.token_bytes(16)),
        "nonce": _text(nonce),
    }
    slot["wrapped"] = _text(AESGCM(_derived(slot, secret)).encrypt(nonce, key, _bound_to(slot, desk_id)))
    return slot


def _unwrapped(slot: dict[str, Any], desk_id: str, secret: bytes) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    derived = _derived(slot, secret)
    try:
        key = AESGCM(derived).decrypt(_bytes(slot["nonce"]), _bytes(slot["wrapped"]), _bound_to(slot, desk_id))
    except InvalidTag:
        return None
    return key if len(key) == KEY_BYTES else None


def _derived(slot: dict[str, Any], secret: bytes) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret=secret,
        salt=_bytes(slot["salt"]),
        time_cost=slot["passes"],
        memory_cost=slot["memory_kib"],
        parallelism=slot["lanes"],
        hash_len=32,
        type=Type.ID,
    )


def _bound_to(slot: dict[str, Any], desk_id: str) -> bytes:
    """The wrap holds only for this desk and these parameters."""
    bound = {name: value for name, value in slot.items() if name != "wrapped"}
    return json.dumps({**bound, "desk": desk_id}, sort_keys=True).encode("utf-8")


def _check_value(desk_id: str, key: bytes, slots: list[dict[str, Any]]) -> str:
    derived = hmac.new(key, b"iro-desk keys.json 2", hashlib.sha256).digest()
    content = json.dumps({"desk": desk_id, "slots": slots}, sort_keys=True)
    return hmac.new(derived, content.encode("utf-8"), hashlib.sha256).hexdigest()


def _write(folder: Path, desk_id: str, key: bytes, slots: list[dict[str, Any]]) -> None:
    content = {"format": FORMAT, "desk": desk_id, "slots": slots, "hmac": _check_value(desk_id, key, slots)}
    replace_file(folder / KEYS_FILE, json.dumps(content, indent=1, sort_keys=True).encode("utf-8"))


def _read(folder: Path) -> tuple[str, list[dict[str, Any]], str | None]:
    """The desk's id, the slots, and the check value (``None`` in a file from before there was one)."""
    try:
        content = json.loads((folder / KEYS_FILE).read_bytes())
        desk_id = content["desk"]
        slots = list(content["slots"])
        check = None if content["format"] == UNCHECKED_FORMAT else content["hmac"]
        whole = content["format"] in (UNCHECKED_FORMAT, FORMAT) and isinstance(desk_id, str)
        whole = whole and (check is None or (isinstance(check, str) and check.isascii()))
        whole = whole and all(_is_slot(slot) for slot in slots)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _not_ours() from error
    if not whole:
        raise _not_ours()
    return desk_id, slots, check


def _not_ours() -> DeskDamaged:
    return DeskDamaged(
        "The file that holds the desk's wrapped key was altered, or cannot be read.",
        (f"{KEYS_FILE} is not as this program writes it.",),
        safe=UNCHANGED,
        do="Bring the folder back from a backup.",
    )


def _is_slot(slot: Any) -> bool:
    numbers: dict[str, Callable[[int], bool]] = {
        "memory_kib": lambda n: 8 <= n <= MOST_MEMORY_KIB,
        "passes": lambda n: 1 <= n <= 100,
        "lanes": lambda n: 1 <= n <= 64,
    }
    if slot.get("derive") != "argon2id" or not isinstance(slot.get("kind"), str):
        return False
    if not all(isinstance(slot.get(name), int) and fits(slot[name]) for name, fits in numbers.items()):
        return False
    lengths = {"salt": 16, "nonce": 12, "wrapped": KEY_BYTES + 16}
    return all(len(_bytes(slot[name])) == length for name, length in lengths.items())


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)
