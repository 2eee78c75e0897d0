"""Tables of articles beside datasets of ours and of others, whose files have the same endings."""

from pathlib import Path

import pytest

from factcheck.errors import BadInput
from factcheck.formats import guess
from factcheck.intake.bringing_in import bring_in
from factcheck.project import Project

OURS = {
    "statements.csv": "id,article,annotator,label,text,speaker_name,proposition,spans,speaker,"
    "speaker_basis,reported_by,said_to,said_on,said_as,certainty,quotation,parent,claim,note,"
    "flagged,origin,derived_from,agreed_by,attributes,split\n",
    "all.csv": "kind,id,name\n",
}
GUESSES = {
    **dict.fromkeys(OURS, "csv"),
    "kinds.csv": "articles",
    "news.tsv": "articles",
    "web.tsv": "webanno-tsv",
    "news.jsonl": "articles",
    "labels.jsonl": "articles",
    "people.jsonl": "articles",
    "answers.jsonl": "doccano",
    "spans.jsonl": "doccano",
    "none.jsonl": "doccano",
    "tasks.jsonl": "prodigy",
    "tokens.jsonl": "articles",
    "news.json": "articles",
    "studio.json": "label-studio",
    "web.json": "web-annotation",
    "news.ndjson": "articles",
    "news.parquet": "articles",
    "parquet.bin": "articles",
}
CONTENTS = {
    **OURS,
    "kinds.csv": "kind,text\n",
    "news.tsv": "title\ttext\n",
    "web.tsv": "#FORMAT=WebAnno TSV 3.3\n\n\n",
    "news.jsonl": '{"text": "a", "title": "b"}\n',
    "labels.jsonl": '{"text": "a", "title": "b", "labels": ["world"]}\n',
    "people.jsonl": '{"text": "a", "entities": [{"name": "Peskov"}]}\n',
    "answers.jsonl": '{"id": 1, "text": "a", "label": ["world"]}\n',
    "spans.jsonl": '{"id": 1, "text": "a", "title": "b", "label": [[0, 1, "X"]]}\n',
    "none.jsonl": '{"id": 1, "text": "a", "label": []}\n',
    "tasks.jsonl": '{"text": "a", "spans": [], "answer": "accept"}\n',
    "tokens.jsonl": '{"text": "a", "tokens": 5, "answer": "no"}\n',
    "news.json": '[{"text": "a"}]',
    "studio.json": '[{"data": {"text": "a"}, "annotations": []}]',
    "web.json": '{"@context": "http://www.w3.org/ns/anno.jsonld"}',
    "news.ndjson": '{"text": "a", "label": []}\n',
    "news.parquet": "PAR1",
    "parquet.bin": "PAR1",
}


@pytest.mark.parametrize("name", GUESSES)
def test_tables_of_articles_are_told_from_datasets(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(CONTENTS[name])
    assert guess(path) == GUESSES[name]


def test_a_part_of_our_own_dataset_is_no_table_of_articles(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "statements.csv").write_text(OURS["statements.csv"])
    with pytest.raises(BadInput, match="one of the tables of a dataset"):
        bring_in(project, [tmp_path / "statements.csv"])
