"""What types and features are called in a UIMA CAS: ours, those of UIMA, and those of DKPro.

A label is what one of an annotation's features says, where we know which; else its type's name.
"""

from collections.abc import Iterable, Mapping

from factcheck.formats import webanno_names as names
from factcheck.verbs.checks import LONGEST_LINE

STATEMENT = "factcheck.Statement"
ATTRIBUTION = "factcheck.Attribution"
SLOT = "factcheck.StatementAttributionLink"
LINK = "factcheck.Link"
OURS = (STATEMENT, ATTRIBUTION, SLOT, LINK)
#: How a link's ends are called, and a slot's filler with its role; INCEpTION has no other words.
GOVERNOR, DEPENDENT = "Governor", "Dependent"
TARGET = "target"
ENDS = (GOVERNOR, DEPENDENT, TARGET)
FIRST, NEXT = "first", "next"
SOFA, BEGIN, END, LANGUAGE = "sofa", "begin", "end", "language"
PLACE = (SOFA, BEGIN, END)

TOP = "uima.cas.TOP"
SOFA_TYPE = "uima.cas.Sofa"
ANNOTATION_BASE = "uima.cas.AnnotationBase"
ANNOTATION = "uima.tcas.Annotation"
DOCUMENT_ANNOTATION = "uima.tcas.DocumentAnnotation"
_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api."
METADATA = _DKPRO + "metadata.type.DocumentMetaData"
SENTENCE = _DKPRO + "segmentation.type.Sentence"
TOKEN = _DKPRO + "segmentation.type.Token"
OF_DKPRO = (METADATA, SENTENCE, TOKEN)
TITLE, ID = "documentTitle", "documentId"
#: Where a text lay on the machine of those who annotated it.
PLACES = ("documentUri", "collectionId", "documentBaseUri")
#: What INCEpTION says of a language that nobody has named.
NO_LANGUAGE = "x-unspecified"

#: Attributes of ours that say by which feature a token has an annotation, what a filler of a slot
#: is, and what the types are made of to which all this goes back.
ATTACHED = "webanno.attached"
SLOT_TYPE = "webanno.slot_type"
TYPES = "webanno.types"

_LABELS = (names.LABEL, "value", "PosValue", "DependencyType")
# What these have as values are words of the text, not what somebody says of them.
_LEXICAL = (_DKPRO + "segmentation.type.", _DKPRO + "lexmorph.type.morph.")
_LAYOUT = (_DKPRO + "metadata.type.", "org.dkpro.core.api.xml.type.", "org.dkpro.core.api.pdf.")
_SEGMENTS = tuple(
    f"{_DKPRO}segmentation.type.{one}" for one in ("Paragraph", "Div", "Document", "Heading")
)


def short(type_name: str) -> str:
    """Give a type's name without its package."""
    return type_name.rpartition(".")[2] or type_name


def is_built_in(type_name: str) -> bool:
    """Say whether a type is UIMA's own."""
    return type_name.startswith(("uima.cas.", "uima.tcas."))


def is_token(type_name: str) -> bool:
    """Say whether a type divides texts into words or sentences, as every export does anew."""
    return type_name.endswith(("Token", "Sentence"))


def is_layout(lineage: Iterable[str]) -> bool:
    """Say whether annotations of a type are of the text's layout or of the program."""
    return any(one in _SEGMENTS or one.startswith(_LAYOUT) for one in lineage)


def label_of(type_name: str, values: Mapping[str, str]) -> str:
    """Give the label of an annotation by its type and its features, in one line."""
    feature = label_feature(type_name, values)
    return line(values[feature]) if feature else short(type_name)


def label_feature(type_name: str, values: Mapping[str, str]) -> str | None:
    """Give the feature that holds the label of such an annotation, None where none does."""
    if type_name.startswith(_LEXICAL):
        return None
    return next((one for one in _LABELS if line(values.get(one, ""))), None)


def line(words: object) -> str:
    """Give a value as a name of one line, nothing where it is none or too long."""
    found = " ".join(words.split()) if isinstance(words, str) else ""
    return found if len(found) <= LONGEST_LINE else ""
