"""Writes a CAS as XMI, by hand: DKPro's cassis needs more than ten seconds for what takes one.

Characters that no XML may hold are blanks there, so that all offsets stay; they are counted.
"""

from collections.abc import Iterator, Mapping

from factcheck.formats import cas_names as names
from factcheck.formats.cas_divided import numbers
from factcheck.formats.cas_model import Structure, Value
from factcheck.formats.cas_out import SOFA, Sheet
from factcheck.formats.cas_types import STRING
from factcheck.formats.cas_values import plain
from factcheck.formats.xml_words import blanked, element, opening, quoted

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_XMI = "http://www.omg.org/XMI"
_TEXTS = (f"{STRING}Array", "uima.cas.StringList")


def as_xmi(sheet: Sheet) -> str:
    """Give a sheet as XMI, and count in it what had to be replaced."""
    return "".join(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    spaces = _Spaces()
    kinds = {one: spaces.named(one) for one in (names.SENTENCE, names.TOKEN)}
    kinds |= {one.type: spaces.named(one.type) for one in sheet.structures}
    head = {"xmlns:xmi": _XMI, "xmlns:cas": spaces.address("uima.cas"), **spaces.declared()}
    yield _HEAD + opening("xmi:XMI", {**head, "xmi:version": "2.0"}) + "\n"
    yield '<cas:NULL xmi:id="0"/>\n'
    divided = sheet.divided.lines(
        lambda kind: (f'<{kinds[kind]} xmi:id="', f'" sofa="{SOFA}" begin="', '" end="', '"/>\n'),
        lambda token: _element(kinds[token.type], token, sheet),
    )
    yield "".join(divided)
    for one in sheet.structures:
        yield _element(kinds[one.type], one, sheet)
    text = _said(sheet.text, sheet)
    about = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text"}
    yield element("cas:Sofa", {"xmi:id": SOFA, **about, "sofaString": text}) + "\n"
    members = " ".join(numbers(SOFA + 1, sheet.after))
    yield element("cas:View", {"sofa": SOFA, "members": members}) + "\n"
    yield "</xmi:XMI>\n"


def _element(name: str, one: Structure, sheet: Sheet) -> str:
    said = [f'<{name} xmi:id="{one.id}"']
    inner = []
    for feature, value in one.values.items():
        if isinstance(value, str):
            said.append(f" {feature}={quoted(_said(value, sheet))}")
        elif not isinstance(value, list):
            said.append(f' {feature}="{plain(value, None)}"')
        elif value and sheet.types.range_of(one.type, feature) in _TEXTS:
            inner += [element(feature, {}, words=_said(plain(x, None), sheet)) for x in value]
        else:
            said.append(f" {feature}={quoted(' '.join(_many(value)))}")
    if inner:
        return f"{''.join(said)}>{''.join(inner)}</{name}>\n"
    return f"{''.join(said)}/>\n"


def _many(value: list[Value]) -> Iterator[str]:
    for one in value:
        yield "0" if one is None else plain(one, None)


def _said(words: str, sheet: Sheet) -> str:
    """Give words with blanks for what no XML may hold."""
    held = blanked(words)
    if held != words:
        sheet.lost["shown_blank"] += sum(a != b for a, b in zip(held, words, strict=True))
    return held


class _Spaces:
    """The namespaces of a document, one for each package of types."""

    def __init__(self) -> None:
        self._prefixes = {"uima.cas": "cas"}
        self._taken = {"cas", "xmi", "xml"}

    def named(self, kind: str) -> str:
        """Give how an element of a type is called."""
        package, _, short = kind.rpartition(".")
        if package not in self._prefixes:
            wanted = names.short(package) or "noNamespace"
            free, n = wanted, 2
            while free in self._taken or free.lower().startswith("xml"):
                free, n = f"{wanted.replace('xml', 'x')}{n}", n + 1
            self._taken.add(free)
            self._prefixes[package] = free
        return f"{self._prefixes[package]}:{short}"

    def address(self, package: str) -> str:
        """Give the address that stands for a package."""
        return f"http:///{(package or 'uima.noNamespace').replace('.', '/')}.ecore"

    def declared(self) -> Mapping[str, str]:
        """Give the attributes that declare all of them but UIMA's."""
        some = [x for x in self._prefixes if x != "uima.cas"]
        return {f"xmlns:{self._prefixes[one]}": self.address(one) for one in some}
