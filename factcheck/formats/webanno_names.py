"""What layers and features are called in WebAnno TSV: ours, and those of which we know the label.

An annotation's label is what one of its features says, where we know which; else its type's name.
"""

from collections.abc import Mapping

STATEMENT = "webanno.custom.Statement"
ATTRIBUTION = "webanno.custom.Attribution"
LINK = "webanno.custom.Link"
ATTRIBUTED = "attribution"
#: The feature that holds as JSON what WebAnno has no other room for.
OURS = "factcheck"
LABEL, SPEAKER, CLAIM = "label", "speaker", "claim"
CERTAINTY, NOTE, RATIONALE, TYPE, ROLE = "certainty", "note", "rationale", "type", "role"
#: Attributes of ours that say where a statement or link stood.
LAYER = "webanno.layer"
CHAIN = "webanno.chain"
SLOT = "webanno.slot"
_PREFIX = "webanno."
_LABELS = (LABEL, TYPE)
_KNOWN = {
    "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity": "value",
    "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS": "PosValue",
    "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency": "DependencyType",
}


def label_of(type_name: str, values: Mapping[str, str]) -> str:
    """Give the label of an annotation by its type and features."""
    known = _KNOWN.get(type_name)
    named = [values.get(one, "") for one in ((known,) if known else _LABELS)]
    short = type_name.rpartition(".")[2] or type_name
    return next((one for one in named if one.strip()), short)


def label_feature(type_name: str) -> str | None:
    """Give the feature of a type that holds its label, None where we know none."""
    return _KNOWN.get(type_name)


def features(attributes: Mapping[str, str]) -> dict[str, str]:
    """Give the attributes that are features of another's layer."""
    return {k: v for k, v in attributes.items() if not k.startswith(_PREFIX)}
