"""Small datasets that break naive code, for property tests of formats.

Texts as `texts_strategy` has them; statements overlap and have gaps, links cross articles.
"""

from dataclasses import replace

from hypothesis import strategies as st

from factcheck import builtin
from factcheck.formats.bundle import About, Assignment, Bundle, Part, in_order
from factcheck.ids import Id
from factcheck.prose.quotation import quotation
from factcheck.records import (
    Annotator,
    Claim,
    Date,
    Label,
    Link,
    NewArticle,
    Original,
    Role,
    Span,
    Speaker,
    Statement,
)
from tests.texts_strategy import texts

WORDS = st.sampled_from(
    (
        "=1+1",
        "-2",
        "+3",
        "@x",
        "'",
        "'=1",
        "''-",
        "a\tb",
        "ü 🙂",
        "“q”",
        'a "b", c',
        "Łódź",
        "null",
        "1",
    )
)
PROSE = st.lists(WORDS, max_size=3).map("\n".join).map(str.strip)
DATES = st.sampled_from(
    (
        None,
        Date("2022-02-20~", "Sunday night", "inferred"),
        Date(None, "some day"),
        Date("../2022-02-20", None, "inferred"),
        Date("2022-02", "=in February"),
    )
)
ATTRIBUTES = st.dictionaries(WORDS, WORDS, max_size=2)
LABELS = (builtin.ALLEGATION, builtin.DENIAL, builtin.CONFIRMATION, Id.fixed("test/label"))
OWN_LABEL = Label(LABELS[-1], "=own label", definition="“so”", position=3)
_ROLES: tuple[Role, ...] = ("content", "source", "cue")


@st.composite
def bundles(draw: st.DrawFn) -> Bundle:
    """Datasets of up to three articles, two layers and five statements in each article."""
    layers = draw(st.sampled_from(((1,), (1, 2))))
    annotators = tuple(Annotator(_id("annotator", n), f"Annotator {n}") for n in layers)
    articles = draw(
        st.lists(texts(min_pieces=2), min_size=1, max_size=3, unique=True).map(
            lambda found: [t for t in found if t.strip()]
        )
    )
    speakers = tuple(_speaker(draw, n) for n in range(draw(st.integers(0, 3))))
    claims = tuple(
        Claim(_id("claim", n), draw(WORDS), draw(PROSE)) for n in range(draw(st.integers(0, 2)))
    )
    parts = [
        _part(draw, n, words, annotators, speakers, claims) for n, words in enumerate(articles)
    ]
    layer = st.sampled_from(annotators).map(lambda one: one.id)
    done = tuple(
        Assignment(_id("assignment", n), part.id, who[0], "done", given_by=who[1])
        for n, part in enumerate(parts)
        if draw(st.booleans())
        for who in [draw(st.tuples(layer, st.none() | layer))]
    )
    return Bundle(
        parts=tuple(parts),
        links=_links(draw, [s for part in parts for s in part.statements]),
        speakers=speakers,
        claims=claims,
        annotators=annotators,
        assignments=done,
        labels=(OWN_LABEL,),
        about=About(licence=draw(WORDS), citation=draw(PROSE)),
    )


def _speaker(draw: st.DrawFn, n: int) -> Speaker:
    return Speaker(
        id=_id("speaker", n),
        name=draw(WORDS),
        kind=draw(st.sampled_from(("person", "state", "unnamed"))),
        aliases=tuple(draw(st.lists(WORDS, max_size=2, unique=True))),
        position=draw(st.none() | WORDS),
        affiliation=_id("speaker", n - 1) if n else None,
    )


def _part(
    draw: st.DrawFn,
    n: int,
    words: str,
    annotators: tuple[Annotator, ...],
    speakers: tuple[Speaker, ...],
    claims: tuple[Claim, ...],
) -> Part:
    article = NewArticle(
        id=_id("article", n),
        text=words,
        source_name=f"{n}.txt",
        title=draw(WORDS),
        language=draw(st.none() | st.just("en")),
        published=draw(DATES),
        original=draw(st.none() | st.just(Original(bytes(32)))),
        furniture=((0, 1),) if draw(st.booleans()) else (),
        attributes=draw(ATTRIBUTES),
    )
    held: list[Statement] = []
    for k in range(draw(st.integers(0, 5))):
        layer = draw(st.sampled_from(annotators)).id
        made = _statement(draw, _id("statement", n, k), article, speakers, claims)
        outer = [s.id for s in held if s.annotator == layer]
        parent = draw(st.sampled_from([None, *outer]))
        held.append(replace(made, annotator=layer, parent=parent))
    return Part(article, in_order(held))


def _statement(
    draw: st.DrawFn,
    made: Id,
    article: NewArticle,
    speakers: tuple[Speaker, ...],
    claims: tuple[Claim, ...],
) -> Statement:
    speaker = draw(st.sampled_from([None, *speakers]))
    spans = _spans(draw, article.text)
    places = [(s.start, s.end) for s in spans if s.role == "content"]
    assert article.id is not None
    return Statement(
        id=made,
        article=article.id,
        annotator=made,
        label=draw(st.sampled_from(LABELS)),
        spans=spans,
        speaker=speaker.id if speaker else None,
        speaker_basis="inferred" if speaker else draw(st.sampled_from((None, "none"))),
        reported_by=tuple(one.id for one in draw(st.permutations(speakers))),
        said=draw(DATES),
        quotation=draw(st.sampled_from((None, quotation(article.text, places)))),
        certainty=draw(st.sampled_from((None, "certain", "possible"))),
        claim=draw(st.sampled_from([None, *(one.id for one in claims)])),
        note=draw(PROSE),
        flagged=draw(st.booleans()),
        origin=draw(st.sampled_from(("imported", "adjudicated"))),
        derived_from=(_id("elsewhere"),) if draw(st.booleans()) else (),
        agreed_by=(_id("annotator", 1),) if draw(st.booleans()) else (),
        attributes=draw(ATTRIBUTES),
    )


def _spans(draw: st.DrawFn, words: str) -> tuple[Span, ...]:
    found: list[Span] = []
    for role in _ROLES:
        least = 1 if role == "content" else 0
        n = draw(st.integers(least, 2)) * 2
        places = st.lists(st.integers(0, len(words)), min_size=n, max_size=n, unique=True)
        edges = sorted(draw(places)) if n <= len(words) + 1 else [0, len(words)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        found += (Span(role, a, b, words[a:b]) for a, b in pairs)
    return tuple(found)


def _links(draw: st.DrawFn, statements: list[Statement]) -> tuple[Link, ...]:
    pairs = [(a, b) for a in statements for b in statements if a.id < b.id]
    pairs = [(a, b) for a, b in pairs if a.annotator == b.annotator]
    numbers = st.lists(st.integers(0, len(pairs) - 1), max_size=3, unique=True)
    chosen = [pairs[i] for i in draw(numbers)] if pairs else []
    types = (builtin.DENIES, builtin.REPEATS, builtin.CONTRADICTS)
    return tuple(
        Link(
            id=_id("link", n),
            type=draw(st.sampled_from(types)),
            source=a.id,
            target=b.id,
            annotator=a.annotator,
            contradiction_kind=draw(st.sampled_from((None, "numeric"))),
            rationale=draw(PROSE),
            confidence=draw(st.sampled_from((None, "probable"))),
            attributes=draw(ATTRIBUTES),
        )
        for n, (a, b) in enumerate(chosen)
    )


def _id(*keys: object) -> Id:
    return Id.fixed("/".join(("test", *map(str, keys))))
