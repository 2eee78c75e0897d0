"""Where an edge of a span may stand, for moving it by character and by word.

By character means by what a reader sees as one: never between a base and its accent, inside an
emoji sequence, a flag or `\\r\\n`. A small part of Unicode's UAX 29, enough for caret stops that
agree with Qt's. Positions are code points. It knows nothing of statements.
"""

import unicodedata

_JOINER = "\u200d"
# Marks that stand inside a word between two letters.
_INNER = "'’\u00ad\u2010\u200b\u200c\u2060"


def character_after(text: str, position: int) -> int:
    """Give the next place after `position` where an edge may stand, at most the text's end."""
    position += 1
    while position < len(text) and not _parts(text, position):
        position += 1
    return min(position, len(text))


def character_before(text: str, position: int) -> int:
    """Give the last place before `position` where an edge may stand, at least 0."""
    position -= 1
    while position > 0 and not _parts(text, position):
        position -= 1
    return max(position, 0)


def word_at(text: str, position: int) -> tuple[int, int] | None:
    """Give the word that holds the position or ends there; None where there is none."""
    for at in (position, position - 1):
        if 0 <= at < len(text) and _in_word(text, at):
            start, end = at, at + 1
            while start and _in_word(text, start - 1):
                start -= 1
            while end < len(text) and _in_word(text, end):
                end += 1
            return start, end
    return None


def word_start_after(text: str, position: int) -> int:
    """Give the next beginning of a word after `position`, or the text's end."""
    position += 1
    while position < len(text) and not _word_starts(text, position):
        position += 1
    return min(position, len(text))


def word_start_before(text: str, position: int) -> int:
    """Give the last beginning of a word before `position`, or 0."""
    position -= 1
    while position > 0 and not _word_starts(text, position):
        position -= 1
    return max(position, 0)


def word_end_after(text: str, position: int) -> int:
    """Give the next end of a word after `position`, or the text's end."""
    position += 1
    while position < len(text) and not _word_ends(text, position):
        position += 1
    return min(position, len(text))


def word_end_before(text: str, position: int) -> int:
    """Give the last end of a word before `position`, or 0."""
    position -= 1
    while position > 0 and not _word_ends(text, position):
        position -= 1
    return max(position, 0)


def _parts(text: str, position: int) -> bool:
    """Say whether what a reader sees as two characters meet between the two code points."""
    before, after = text[position - 1], text[position]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if before in "\r\n\u2028\u2029":
        return True
    if after == _JOINER or unicodedata.category(after).startswith("M") or _extends(after):
        return False
    if before == _JOINER:
        return not _is_emoji(after)
    if _is_flag(before) and _is_flag(after):
        return _flags_before(text, position) % 2 == 0
    return not _syllable_goes_on(before, after)


def _extends(character: str) -> bool:
    """Skin tones, tag characters (flags of regions) and half-width voicing marks."""
    return (
        "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
        or character in "\uff9e\uff9f"
    )


def _is_emoji(character: str) -> bool:
    return character >= "\u2190" and unicodedata.category(character) == "So"


def _is_flag(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _flags_before(text: str, position: int) -> int:
    start = position
    while start and _is_flag(text[start - 1]):
        start -= 1
    return position - start


def _syllable_goes_on(before: str, after: str) -> bool:
    """Korean letters that make one block: leading consonants, vowels, trailing consonants."""
    if not "\u1100" <= after <= "\u11ff":
        return False
    open_syllable = "\uac00" <= before <= "\ud7a3" and (ord(before) - 0xAC00) % 28 == 0
    if after <= "\u115f":
        return "\u1100" <= before <= "\u115f"
    if after <= "\u11a7":
        return "\u1100" <= before <= "\u11a7" or open_syllable
    return "\u1160" <= before <= "\u11ff" or "\uac00" <= before <= "\ud7a3"


def _is_letter(character: str) -> bool:
    return character.isalnum() or character == "_"


def _in_word(text: str, at: int) -> bool:
    character = text[at]
    if _is_letter(character):
        return True
    if character in _INNER:
        return 0 < at < len(text) - 1 and _in_run(text, at - 1) and _is_letter(text[at + 1])
    return _in_run(text, at)


def _in_run(text: str, at: int) -> bool:
    """Say whether it is a letter or hangs on one."""
    # Unicode's own bound on marks in a row (UAX 15); more are there to stop a program.
    farthest = at - 30
    while at > max(0, farthest) and unicodedata.category(text[at]).startswith("M"):
        at -= 1
    return _is_letter(text[at])


def _glued(text: str, position: int) -> bool:
    """A capital after a small letter: two words that lost their space ("spiesPolish")."""
    return text[position - 1].islower() and text[position].isupper()


def _word_starts(text: str, position: int) -> bool:
    inside = _in_word(text, position)
    return inside and (not _in_word(text, position - 1) or _glued(text, position))


def _word_ends(text: str, position: int) -> bool:
    before = _in_word(text, position - 1)
    return before and (not _in_word(text, position) or _glued(text, position))
