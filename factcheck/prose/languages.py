"""In what language a text is, told from its words; the model comes with `py3langid`.

What is told is a guess, surer the longer the text. Codes are those of ISO 639-1 ("en", "pt").
"""

from functools import cache
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Characters from which a language can be told.
ENOUGH = 100
_MOST = 2000
# Languages so alike that telling them apart by a few words means nothing.
_ALIKE = tuple(
    map(
        frozenset,
        (
            ("no", "nb", "nn", "da", "sv", "fo", "is"),
            ("hr", "sr", "bs", "sl", "mk", "bg"),
            ("ru", "uk", "be", "bg", "mk", "kk", "ky", "mn"),
            ("cs", "sk", "pl"),
            ("id", "ms", "jv", "tl"),
            ("pt", "gl", "es", "ca", "an", "oc", "it", "la"),
            ("hi", "mr", "ne", "sa"),
            ("zu", "xh", "st", "tn", "sw", "rw"),
            ("nl", "af", "fy", "li"),
            ("de", "lb", "gsw", "als", "nds"),
            ("tr", "az", "tk"),
            ("fa", "ps", "ur", "ar", "ku", "ug", "sd"),
            ("fr", "wa", "ht", "br", "oc"),
            ("et", "fi", "se"),
            ("zh", "yue", "wuu", "ja"),
        ),
    )
)

# In the place of the module `tempfile`.
_IN_MEMORY = SimpleNamespace(TemporaryFile=lambda **_: BytesIO())


def told(text: str) -> tuple[str, float] | None:
    """Tell the language of a text, and how sure that is (0 to 1); None where it is too short."""
    sample = text.strip()[:_MOST]
    if len(sample) < ENOUGH:
        return None
    language, sure = _identifier().classify(sample)
    return str(language), float(sure)


def alike(one: str, other: str) -> bool:
    """Say whether two codes are of one language, or of such as are hard to tell apart."""
    first, second = one.partition("-")[0], other.partition("-")[0]
    return first == second or any({first, second} <= group for group in _ALIKE)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid import langid, modelio

    # It unpacks its model into a temporary file, and this is asked where nothing may be written.
    there, modelio.tempfile = modelio.tempfile, _IN_MEMORY
    try:
        return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    finally:
        modelio.tempfile = there
