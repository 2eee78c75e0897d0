"""PDFs, Word documents and OpenDocument texts as small as they can be, written for tests."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape

Placed = tuple[float, float, str]  # from the left and from below, in points, and the words

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_DC = "http://purl.org/dc/elements/1.1/"
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def pdf(
    pages: Sequence[Sequence[Placed] | bytes], *, info: Mapping[str, str] = {}, more: bytes = b""
) -> bytes:
    """A PDF with lines of 12 points Courier at places, or with drawings as given."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(pages)))
    said = b" ".join(b"/%s (%s)" % (k.encode(), _escaped(v)) for k, v in info.items())
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for n, page in enumerate(pages):
        drawn = page if isinstance(page, bytes) else b"\n".join(map(_drawn, page))
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>" % (5 + 2 * n)
        )
        parts.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
    parts.append(b"<< %s >>" % said)
    return _with_table(parts, more)


def paragraph(words: str, *, top: float = 700, left: float = 72, wide: int = 60) -> list[Placed]:
    """Words as lines of at most so many letters, one below the other."""
    lines: list[Placed] = []
    line = ""
    for word in [*words.split(), ""]:
        if line and (not word or len(line) + len(word) >= wide):
            lines.append((left, top - 14 * len(lines), line))
            line = ""
        line = f"{line} {word}".strip()
    return lines


def docx(body: str, **parts: str | bytes) -> bytes:
    """A Word document of a body in Word's XML, `w` being its prefix; other parts by their names."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in parts.items()}
    return package({"[Content_Types].xml": _TYPES, "word/document.xml": document, **named})


def notes(kind: str, inner: str) -> str:
    """A part with footnotes or endnotes."""
    return f'<w:{kind} xmlns:w="{_W}">{inner}</w:{kind}>'


def core(**said: str) -> str:
    """The part in which a Word document says something of itself."""
    inner = "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in said.items())
    return f'<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="{_DC}">{inner}</cp:coreProperties>'


def odt_content(body: str, styles: str = "") -> str:
    """The content of an OpenDocument text of a body, `text` and others being prefixes in it."""
    spaces = " ".join(
        f'xmlns:{name}="{_ODF}{name}:1.0"' for name in ("office", "text", "table", "style", "meta")
    )
    drawing = f'xmlns:draw="{_ODF}drawing:1.0" xmlns:dc="{_DC}"'
    return (
        f"<office:document-content {spaces} {drawing}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, *, meta: str = "", styles: str = "", **parts: str | bytes) -> bytes:
    """An OpenDocument text of a body and what it says of itself."""
    said = odt_content("").replace("content", "meta").split("<office:automatic")[0]
    return package(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": odt_content(body, styles),
            "meta.xml": f"{said}<office:meta>{meta}</office:meta></office:document-meta>",
            **{name.replace("__", "/").replace("_xml", ".xml"): x for name, x in parts.items()},
        }
    )


def package(parts: Mapping[str, str | bytes], *, packed: bool = False) -> bytes:
    """A zip of parts."""
    out = io.BytesIO()
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(out, "w", how) as made:
        for name, part in parts.items():
            made.writestr(name, part)
    return out.getvalue()


def _drawn(one: Placed) -> bytes:
    left, below, words = one
    return b"BT /F 12 Tf %.1f %.1f Td (%s) Tj ET" % (left, below, _escaped(words))


def _escaped(words: str) -> bytes:
    data = words.encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _with_table(parts: Sequence[bytes], more: bytes) -> bytes:
    """A PDF of numbered parts, the last of which says something of it all."""
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(b"%010d 00000 n \n" % len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    count = len(parts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, b"".join(places))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R %s >>\n" % (count, len(parts), more)
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def part(data: bytes, headers: Mapping[str, str] = {}) -> bytes:
    """A part of a message, or one that has no parts."""
    return b"".join(f"{k}: {v}\n".encode() for k, v in headers.items()) + b"\n" + data


def multipart(kind: str, *parts: bytes) -> bytes:
    """Several parts as one, to stand below headers."""
    edge = f"edge-{kind}-{len(parts)}-{sum(map(len, parts))}".encode()
    inner = b"".join(b"--%s\n%s\n" % (edge, one) for one in parts)
    return b"Content-Type: multipart/%s; boundary=%s\n\n%s--%s--\n" % (
        kind.encode(),
        edge,
        inner,
        edge,
    )


def message(data: bytes, headers: Mapping[str, str]) -> bytes:
    """A message of plain words, or of a part that has headers itself."""
    above = b"".join(f"{k}: {v}\n".encode() for k, v in headers.items())
    has_headers = data.startswith(b"Content-")
    return above + (data if has_headers else b"\n" + data)
