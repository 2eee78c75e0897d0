"""CAS of UIMA for tests: small XMI and JSON to be spoiled, and what cassis makes of files."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden" / "cas"
TYPES = """<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><types>
<typeDescription><name>x.Claim</name><supertypeName>uima.tcas.Annotation</supertypeName><features>
<featureDescription><name>value</name><rangeTypeName>uima.cas.String</rangeTypeName></featureDescription>
<featureDescription><name>other</name><rangeTypeName>x.Claim</rangeTypeName></featureDescription>
</features></typeDescription></types></typeSystemDescription>
"""
TEXT = "Kyiv 🙂 says no."


def xmi(*inner: str, text: str = TEXT, members: str | None = None) -> str:
    """An XMI with some elements, all of them members, its sofa last."""
    said = text.replace("&", "&amp;").replace('"', "&quot;").replace("\n", "&#10;")
    ids = " ".join(one.partition('xmi:id="')[2].partition('"')[0] for one in inner)
    return (
        '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" '
        'xmlns:x="http:///x.ecore" xmi:version="2.0">\n'
        + "".join(f"{one}\n" for one in inner)
        + f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{said}"/>\n'
        + f'<cas:View sofa="1" members="{ids if members is None else members}"/>\n</xmi:XMI>\n'
    )


def claim(record: object, begin: object, end: object, more: str = "") -> str:
    """An annotation as XMI has it."""
    return f'<x:Claim xmi:id="{record}" sofa="1" begin="{begin}" end="{end}" {more}/>'


def structures(*inner: object, text: object = TEXT, **more: object) -> dict[str, object]:
    """A JSON CAS with some structures, all of them members."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": text}
    members = [one.get("%ID") for one in inner if isinstance(one, dict)]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": members}}
    return {"%FEATURE_STRUCTURES": [sofa, *inner], "%VIEWS": views, **more}


def structure(record: object, begin: object, end: object, **more: object) -> dict[str, object]:
    """An annotation as a JSON CAS has it."""
    place = {"@sofa": 1, "begin": begin, "end": end}
    return {"%ID": record, "%TYPE": "x.Claim", **place, **more}


def put(path: Path, content: object) -> Path:
    """A file with this text, or with JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    words = content if isinstance(content, str) else json.dumps(content)
    path.write_bytes(words.encode())
    return path


def seen_by_cassis(folder: Path) -> list[Any]:
    """All CAS of an export, as cassis reads them."""
    import cassis

    found = []
    for path in sorted(folder.rglob("*.xmi")):
        types = cassis.load_typesystem(BytesIO((folder / "TypeSystem.xml").read_bytes()))
        found.append(cassis.load_cas_from_xmi(BytesIO(path.read_bytes()), typesystem=types))
    others = (one for one in sorted(folder.rglob("*.json")) if one.name != "factcheck.json")
    found += [cassis.load_cas_from_json(one.read_text("utf-8")) for one in others]
    return found
