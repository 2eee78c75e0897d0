"""What every project begins with: labels and link types with fixed ids, from `labels.toml`.

Fixed ids let work done apart merge. The project may reword them; this module only begins.
"""

import tomllib
from collections.abc import Mapping

from factcheck import resources
from factcheck.ids import Id

Value = str | int | bool
KINDS = ("label", "link_type")

ALLEGATION = Id.fixed("label/allegation")
DENIAL = Id.fixed("label/denial")
CONFIRMATION = Id.fixed("label/confirmation")
CONTRADICTS = Id.fixed("link_type/contradicts")
DENIES = Id.fixed("link_type/denies")
CONFIRMS = Id.fixed("link_type/confirms")
REPEATS = Id.fixed("link_type/repeats")


def rows() -> list[tuple[str, Id, Mapping[str, Value]]]:
    """Give kind, id and fields of each built-in label and link type, in their order."""
    with resources.path("labels.toml").open("rb") as stream:
        data = tomllib.load(stream)
    return [
        (kind, Id.fixed(f"{kind}/{fields['name']}"), {**fields, "position": position})
        for kind in KINDS
        for position, fields in enumerate(data[kind])
    ]
