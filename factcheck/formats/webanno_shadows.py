"""How statements and links look in the layers of others that they came from, in WebAnno TSV.

Pure. They are written there too, and known again (see `shadows`).
"""

import re
from collections.abc import Mapping

from factcheck.formats import webanno_names as names
from factcheck.formats.rows import Json
from factcheck.formats.shadows import Shape
from factcheck.formats.webanno_cells import escaped, unescaped

_TYPE = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_FEATURE = re.compile(r"(?!ROLE_|BT_)[A-Za-z][A-Za-z0-9_]*")
_OURS = (names.STATEMENT, names.ATTRIBUTION, names.LINK)


def shape(attributes: Mapping[str, str], label: str) -> Shape | None:
    """Give how something stands in the layer it came from; None where it came from none."""
    kind = attributes.get(names.LAYER, "")
    values = names.features(attributes)
    own = names.label_feature(kind)
    if own and (own in values or label != names.label_of(kind, {})):
        values[own] = label
    fits = bool(_TYPE.fullmatch(kind)) and kind not in _OURS
    if not fits or not all(map(_FEATURE.fullmatch, values)):
        return None
    # As cells give them back.
    return Shape.of(kind, {k: unescaped(escaped(v)) for k, v in values.items()})


def shape_of_row(row: Mapping[str, Json], label: str) -> Shape | None:
    """Give the same of a record that travelled."""
    held = row.get("attributes")
    if not isinstance(held, dict):
        return None
    return shape({k: v for k, v in held.items() if isinstance(v, str)}, label)
