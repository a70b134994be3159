"""Records in, articles out: JSON, JSON lines, JSON Feed, tables."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from reader.article import Article, Provenance, Role
from reader.importers.errors import Refused
from reader.importers.items import Item, Refusal
from reader.importers.limits import RECORD
from reader.importers.registry import read_article, read_collection, read_source

BODY = (
    "The river council agreed on Tuesday to close both locks at Harrow Bend for the winter.\n"
    "Engineers had found cracks in the northern gate during an inspection in the summer."
)
WEBZ = {
    "uuid": "a1",
    "thread": {
        "site_full": "www.presstv.ir",
        "site": "presstv.ir",
        "section_title": "Local",
        "country": "IR",
    },
    "title": "Council closes both locks",
    "text": BODY,
    "author": "Ada Renn",
    "published": "2019-03-12T23:30:00.000-05:00",
    "url": "http://www.presstv.ir/Detail/2019/03/12/1/locks",
    "language": "english",
    "highlightText": "",
    "social": {"likes": 3},
}
NEWS_PLEASE = {
    "maintext": BODY,
    "title": "Council closes both locks",
    "date_publish": "2019-03-12 10:00:00",
    "source_domain": "harrowherald.example",
    "authors": ["Ada Renn", "Bo Lund"],
    "language": "en",
    "image_url": "https://harrowherald.example/a.jpg",
}
GENERIC = {
    "headline": "Council closes both locks",
    "content": BODY,
    "publisher": {"name": "Harrow Herald"},
    "pubDate": "Tue, 12 Mar 2019 10:00:00 GMT",
    "category": "Local",
    "wire": "AFP",
    "link": "https://harrowherald.example/locks",
}


def items(path: Path, content: Any = None) -> list[Item]:
    """Write a file, unless it is there, and read it."""
    if content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return list(read_source(path))


def one(path: Path, content: Any = None) -> Article:
    """Read the only article of a file."""
    (item,) = items(path, content)
    assert isinstance(item, Article), item
    return item


def test_a_record_of_webz_gives_its_fields_and_keeps_the_rest(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", WEBZ)
    assert [str(field) for field in (article.headline, article.outlet, article.section, article.byline)] == [
        "Council closes both locks",
        "Press TV",
        "Local",
        "Ada Renn",
    ]
    # The day as its writer wrote it, not as it was in Greenwich.
    assert str(article.published) == "2019-03-12"
    assert article.outlet is not None
    assert article.outlet.provenance is Provenance.URL
    assert article.language == "en"
    extra = dict(article.extra)
    assert extra["social.likes"] == "3"
    assert extra["thread.country"] == "IR"
    assert extra["published"] == WEBZ["published"]
    assert "title" not in extra
    assert "text" not in extra


def test_a_record_of_news_please_gives_its_fields(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", NEWS_PLEASE)
    assert [str(field) for field in (article.outlet, article.published, article.byline)] == [
        "harrowherald.example",
        "2019-03-12",
        "Ada Renn, Bo Lund",
    ]
    assert dict(article.extra)["image_url"] == NEWS_PLEASE["image_url"]


def test_a_record_with_everyday_names_gives_its_fields(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", GENERIC)
    fields = (article.outlet, article.published, article.section, article.agency, article.url)
    assert [str(field) for field in fields] == [
        "Harrow Herald",
        "2019-03-12",
        "Local",
        "AFP",
        "https://harrowherald.example/locks",
    ]
    assert article.published is not None
    assert article.published.provenance is Provenance.FEED


def test_a_records_text_is_laid_out_with_a_role_for_every_line(tmp_path: Path) -> None:
    body = (
        f"{BODY}\nWhat it costs\nBarge owners said that it would cost them a third.\n"
        "Ships wait at the gate. (Reuters)\n© 2019 X"
    )
    article = one(tmp_path / "a.json", {"title": "Council closes both locks", "text": body})
    assert [(block.role, block.span.of(article.text)[:9]) for block in article.blocks()] == [
        (Role.HEADLINE, "Council c"),
        (Role.PARAGRAPH, "The river"),
        (Role.PARAGRAPH, "Engineers"),
        (Role.SUBHEADING, "What it c"),
        (Role.PARAGRAPH, "Barge own"),
        (Role.CAPTION, "Ships wai"),
        (Role.BOILERPLATE, "© 2019 X"),
    ]


def test_a_body_that_opens_with_its_title_has_it_once(tmp_path: Path) -> None:
    article = one(
        tmp_path / "a.json",
        {"title": "Council closes both locks", "text": f"Council closes both locks\n\n{BODY}"},
    )
    assert article.text.count("Council closes both locks") == 1
    assert article.headline is not None
    assert article.headline.span is not None
    assert article.headline.span.of(article.text) == "Council closes both locks"


def test_a_body_of_html_becomes_its_words(tmp_path: Path) -> None:
    html = (
        "<p>The council agreed on Tuesday to close <b>both</b> locks &amp; gates.</p>"
        "<h3>The cost</h3><p>It is high.</p><script>x()</script>"
    )
    article = one(tmp_path / "a.json", {"title": "Locks", "content": html})
    assert [(block.role, block.span.of(article.text)) for block in article.blocks()][1:] == [
        (Role.PARAGRAPH, "The council agreed on Tuesday to close both locks & gates."),
        (Role.SUBHEADING, "The cost"),
        (Role.PARAGRAPH, "It is high."),
    ]


@pytest.mark.parametrize("wrapper", ["articles", "items", "results"])
def test_a_list_of_records_may_stand_in_an_object(tmp_path: Path, wrapper: str) -> None:
    found = items(tmp_path / "a.json", {"total": 2, wrapper: [WEBZ, GENERIC]})
    assert [type(item) for item in found] == [Article, Article]


def test_results_of_a_search_engine_are_unwrapped(tmp_path: Path) -> None:
    found = items(tmp_path / "a.json", {"hits": {"hits": [{"_id": "7", "_source": GENERIC}]}})
    assert [item.headline.value for item in found if isinstance(item, Article) and item.headline] == [
        GENERIC["headline"]
    ]
    assert isinstance(found[0], Article)
    assert found[0].source.endswith("a.json#7")


def test_a_json_feed_gives_its_title_to_its_items(tmp_path: Path) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harrow Herald",
        "language": "en-GB",
        "items": [
            {
                "id": "1",
                "title": "Locks",
                "content_html": f"<p>{BODY}</p>",
                "date_published": "2019-03-12T10:00:00Z",
            },
            {"id": "2", "content_text": BODY, "authors": [{"name": "Ada Renn"}]},
        ],
    }
    first, second = items(tmp_path / "feed.json", feed)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (str(first.outlet), str(first.published), first.language) == ("Harrow Herald", "2019-03-12", "en")
    assert (second.headline, str(second.byline)) == (None, "Ada Renn")


def test_a_broken_line_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    lines = [json.dumps(GENERIC), '{"title": x', "[1, 2]", '{"views": 3}', "", json.dumps(WEBZ)]
    found = items(tmp_path / "a.jsonl", "\n".join(lines))
    path = tmp_path / "a.jsonl"
    assert [str(item) for item in found if isinstance(item, Refusal)] == [
        f"{path}: line 2: not JSON: expecting value (column 11)",
        f"{path}: line 3: not an object with fields",
        f"{path}: line 4: neither a title nor a text",
    ]
    assert sum(isinstance(item, Article) for item in found) == 2


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for number in range(1000):
            file.write(json.dumps({**GENERIC, "id": number}) + "\n")
        file.write("this line would be refused, if anybody came so far\n")
    assert all(isinstance(item, Article) for item in islice(read_source(path), 10))


def test_a_line_beyond_the_limit_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.write('{"title": "' + "x" * (RECORD + 10) + '"}\n' + json.dumps(GENERIC) + "\n")
    refused, taken = items(path)
    assert str(refused) == f"{path}: line 1: longer than 10 MB"
    assert isinstance(taken, Article)


def test_an_identity_depends_on_source_key_and_content_and_not_on_the_place(tmp_path: Path) -> None:
    first, second = {**GENERIC, "id": 1}, {**WEBZ, "uuid": "b"}
    path = tmp_path / "a.jsonl"
    before = [
        item.id
        for item in items(path, f"{json.dumps(first)}\n{json.dumps(second)}")
        if isinstance(item, Article)
    ]
    after = [
        item.id
        for item in items(path, f"{json.dumps(second)}\n{json.dumps(first)}")
        if isinstance(item, Article)
    ]
    assert before == after[::-1]
    other_key = one(path, {**first, "id": 2}).id
    other_text = one(path, {**first, "content": BODY + "\nMore."}).id
    elsewhere = one(tmp_path / "b.jsonl", first).id
    assert len({before[0], other_key, other_text, elsewhere}) == 4


def test_records_with_the_same_words_and_no_key_are_one_article(tmp_path: Path) -> None:
    items(tmp_path / "a.jsonl", f"{json.dumps(NEWS_PLEASE)}\n{json.dumps(NEWS_PLEASE)}")
    assert len(read_collection([tmp_path]).articles) == 1


def test_a_title_without_a_text_says_so(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", {"title": "Locks", "url": "https://harrowherald.example/1"})
    assert article.notices == ("only a title: the text was not fetched",)
    assert article.word_count() == 0


def test_a_summary_is_marked_as_an_excerpt(tmp_path: Path) -> None:
    article = one(
        tmp_path / "a.json", {"title": "Locks", "description": "The council has agreed to close them."}
    )
    assert article.notices == ("only an excerpt",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"a": ', "not JSON: expecting value (column 7)"),
        ("[" * 100_000, "not JSON: nested too deeply"),
        ('{"title": ' + "9" * 5000 + "}", "not JSON"),
    ],
)
def test_json_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path, content: str, reason: str) -> None:
    (refused,) = items(tmp_path / "a.json", content)
    assert isinstance(refused, Refusal)
    assert refused.reason.startswith(reason)
    assert "\n" not in str(refused)


def test_what_json_cannot_say_loads_as_it_is_written(tmp_path: Path) -> None:
    article = one(
        tmp_path / "a.json",
        '{"title": "x\\ud800\\u001b[31my", "text": "A b.", "n": NaN, "m": 1e400, "p": 1.10}',
    )
    assert str(article.headline) == "xy"
    assert dict(article.extra) == {"n": "NaN", "m": "1e400", "p": "1.10"}


def test_numbers_of_seconds_are_days_in_greenwich(tmp_path: Path) -> None:
    for value in (1426636800, "1426636800", 1426636800000, "20150318T000000Z", "2015-03-18"):
        assert str(one(tmp_path / "a.json", {"title": "x", "timestamp": value}).published) == "2015-03-18"


def test_a_day_may_stand_in_the_address_alone(tmp_path: Path) -> None:
    article = one(tmp_path / "a.json", {"title": "x", "url": "https://harrowherald.example/2015/03/18/locks"})
    assert article.published is not None
    assert (article.published.value, article.published.provenance) == ("2015-03-18", Provenance.URL)


@pytest.mark.parametrize(("mark", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv")])
def test_a_table_is_read_by_the_names_of_its_columns(tmp_path: Path, mark: str, name: str) -> None:
    rows = [
        ["views", "Title", "Full Text", "Source"],
        ["3", "Locks", '"The council\nagreed."', "Harrow Herald"],
    ]
    article = one(tmp_path / name, "\n".join(mark.join(row) for row in rows) + "\n")
    assert (str(article.headline), str(article.outlet)) == ("Locks", "Harrow Herald")
    assert article.extra == (("views", "3"),)
    assert "agreed." in article.text


def test_a_row_that_fits_no_column_is_named_and_the_others_are_taken(tmp_path: Path) -> None:
    found = items(tmp_path / "a.csv", "title,text\na,b,c\n\nLocks,They close.\n")
    assert [str(item) for item in found if isinstance(item, Refusal)] == [
        f"{tmp_path}/a.csv: line 2: 3 cells under 2 columns"
    ]
    assert isinstance(found[1], Article)


def test_a_table_of_other_things_is_refused_with_its_columns(tmp_path: Path) -> None:
    (refused,) = items(tmp_path / "a.csv", "x,y\n1,2\n")
    assert "its columns are x, y" in str(refused)


def test_an_older_encoding_of_a_table_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("title,text\nLe président,Il a signé l’accord à Paris.\n".encode("cp1252"))
    assert str(one(path).headline) == "Le président"
    path.write_bytes("title,text\nLe président,Il a signé l’accord.\n".encode("utf-16"))
    assert str(one(path).headline) == "Le président"


def test_a_table_may_name_only_what_was_saved_to_be_read(tmp_path: Path) -> None:
    table = "URL,Title,Selection,Folder,Timestamp\nhttps://harrowherald.example/1,Locks,,Unread,1426636800\n"
    article = one(tmp_path / "a.csv", table)
    assert (str(article.url), str(article.published)) == ("https://harrowherald.example/1", "2015-03-18")
    assert dict(article.extra)["Folder"] == "Unread"


def test_a_sidecar_gives_fields_to_all_records_or_to_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    (tmp_path / "a.jsonl.toml").write_text('outlet = "Herald"\n[records."2"]\noutlet = "Gazette"\n')
    found = items(path, "\n".join(json.dumps({**GENERIC, "id": number}) for number in (1, 2)))
    assert [str(item.outlet) for item in found if isinstance(item, Article)] == ["Herald", "Gazette"]


def test_what_is_wrong_with_a_sidecar_is_said_once_for_all_records(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    (tmp_path / "a.jsonl.toml").write_text("[lines]\nhide = [1]\n")
    found = items(path, "\n".join(json.dumps({**GENERIC, "id": number}) for number in (1, 2)))
    assert [item.notices for item in found if isinstance(item, Article)] == [
        ("a.jsonl.toml: line roles ignored: the file holds many articles",),
        (),
    ]


def test_a_file_of_several_articles_is_not_taken_for_one(tmp_path: Path) -> None:
    items(tmp_path / "a.jsonl", "\n".join(json.dumps({**GENERIC, "id": number}) for number in (1, 2)))
    with pytest.raises(Refused, match="holds several articles"):
        read_article(tmp_path / "a.jsonl")
    items(tmp_path / "b.json", GENERIC)
    assert str(read_article(tmp_path / "b.json").outlet) == "Harrow Herald"
