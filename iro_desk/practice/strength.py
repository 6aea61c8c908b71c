"""How hard a passphrase is to guess."""

from __future__ import annotations


def strength_of(passphrase: str) -> tuple[int, str]:
    """How hard a passphrase is to guess: 0 to 4, and a sentence. Under 3 is not taken for a real desk."""
    from zxcvbn import zxcvbn

    if len(passphrase) < 8:
        return 0, "Too short. Four unrelated words are easy to remember and hard to guess."
    score = int(zxcvbn(passphrase[:72])["score"])
    words = (
        "Easy to guess. Four unrelated words are better.",
        "Easy to guess. Four unrelated words are better.",
        "Nearly there. One more unrelated word.",
        "Strong.",
        "Very strong.",
    )
    return score, words[score]
