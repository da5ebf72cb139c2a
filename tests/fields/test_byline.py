"""Bylines: names that stay whole, then what is taken apart, then what holds for any text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.fields.byline import BylineParts, read_byline
from cleaner.fields.byline_words import AgencyNames, BylineWords, Phrases, byline_words, phrases
from cleaner.fields.names import name_case, same_name, undouble
from cleaner.rules.model import Byline, RuleFile

SITES = ("Example Times", "Example")
Read = Callable[..., BylineParts]


@pytest.fixture(scope="session")
def read(words: Callable[[str], BylineWords], agencies: AgencyNames) -> Read:
    def reader(text: str, language: str = "en", *, sure: bool = False) -> BylineParts:
        return read_byline(text, words(language), agencies, SITES, sure=sure)

    return reader


@pytest.mark.parametrize(("name", "language"), [
    ("Byrne", "en"), ("Gabriel Byrne", "en"), ("Byron York", "en"), ("Bob Anderson", "en"), ("Ben Van der Berg", "en"),
    ("Lindsey Vonn", "de"), ("Anna von Muster", "de"), ("Oscar De la Cruz", "es"), ("José Ortega y Gasset", "es"),
    ("Maria e Silva Costa", "pt"), ("Leonardo di Rossi", "it"), ("Carl af Ugglas", "sv"), ("Jane E. Doe", "en"),
    ("J.R. Doe", "en"), ("Jane Doe-Roe", "en"), ("Seán O'Casey", "en"), ("Conan d'Ormesson", "fr"), ("김철수", "ko"),
    ("山田 太郎", "ja"), ("张三丰", "zh"), ("أحمد محمد", "ar"), ("Иван Петров", "ru"), ("Γιώργος Παππάς", "el"), ("Doe, Jane", "en"),
    ("Jane Doe, Jr.", "en"), ("John Roe III", "en"), ("Bill MCROE", "en"), ("Petra Muster", "de"), ("Jamie Staff", "en"),
])  # fmt: skip
def test_names_stay_whole(read: Read, name: str, language: str) -> None:
    assert read(name, language).persons == (name,)
    assert read(name, language, sure=True).persons == (name,)


@pytest.mark.parametrize("name", ["maf", "jst", "von Hirschhausen", "freeman1984", "Ela", "q_admin2", "7 Brothers"])
def test_pen_names_count_where_the_source_says_author(read: Read, name: str) -> None:
    assert read(name, "de", sure=True).persons == (name,)


PERSONS = [
    ("By Jane Doe", "en", ["Jane Doe"]),
    ("By: Jane Doe", "en", ["Jane Doe"]),
    ("ByJane Doe", "en", ["Jane Doe"]),
    ("Written byJane Doe", "en", ["Jane Doe"]),
    ("Written byTravel Editor", "en", []),
    ("Jane Doe | Writer", "en", ["Jane Doe"]),
    ("Jane Doe – Journalist Journalist", "nb", ["Jane Doe"]),
    ("Jane Doe SEO Specialist", "en", ["Jane Doe"]),
    ("Jane McDonald Staff Writer", "en", ["Jane McDonald"]),
    ("Jane DoetownData and Graphics Journalist", "en", ["Jane Doetown"]),
    ("By Jane Doe, Example Times Staff", "en", ["Jane Doe"]),
    ("by Example Staff | Donate", "en", []),
    ("Jane Doe on behalf of Bridge Example Group", "en", ["Jane Doe"]),
    ("Text von Jane Doe Illustration von Max Muster", "de", ["Jane Doe"]),
    ("Von Jane Doe Landespolitische Korrespondentin", "de", ["Jane Doe"]),
    ("Eingetragen am 3. Januar 2020 von Jane Doe", "de", ["Jane Doe"]),
    ("Written by Jane Doe and John Roe", "en", ["Jane Doe", "John Roe"]),
    ("By Jane Doe, John Roe & Max Poe", "en", ["Jane Doe", "John Roe", "Max Poe"]),
    ("By Jane Doe in Paris", "en", ["Jane Doe"]),
    ("By Jane Doe and John Smith, Health Correspondent", "en", ["Jane Doe", "John Smith"]),
    ("JANE DOE AND JOHN ROE | Staff Writers", "en", ["Jane Doe", "John Roe"]),
    ("By JANE MCDONALD and SEAN O'BRIEN", "en", ["Jane McDonald", "Sean O'Brien"]),
    ("Jane Doe | Example Times", "en", ["Jane Doe"]),
    ("Jane Doe, Example Times", "en", ["Jane Doe"]),
    ("Jane Doe, University of Example", "en", ["Jane Doe"]),
    ("By Jane Doe, Special to Example Times", "en", ["Jane Doe"]),
    ("Staff Writer Jane Doe", "en", ["Jane Doe"]),
    ("Jane Doe Senior Health Reporter", "en", ["Jane Doe"]),
    ("Jane Doe Assistant Sports EditorFollow", "en", ["Jane Doe"]),
    ("Dr. Jane Doe, MD, PhD", "en", ["Jane Doe"]),
    ("Jane Doe MS, RDN, LD", "en", ["Jane Doe"]),
    ("Jane Doe (she/her) jane.doe@example.com @janedoe", "en", ["Jane Doe"]),
    ("By Jane Doe | May 3, 2024 | Business, Travel Tips | 4 comments", "en", ["Jane Doe"]),
    ("May 3, 2024 By Jane Doe 7 min read", "en", ["Jane Doe"]),
    ("Guides | By Jane Doe", "en", ["Jane Doe"]),
    ("Jane Doe2 minutes ago", "en", ["Jane Doe"]),
    ("Jane DoeDecember 8, 2017", "en", ["Jane Doe"]),
    ("Jane Doe Jane Doe", "en", ["Jane Doe"]),
    ("(Reporting by Jane Doe in Paris and John Roe in Rome; Editing by Max Poe)", "en", ["Jane Doe", "John Roe"]),
    ("Von Anna Muster, Berlin", "de", ["Anna Muster"]),
    ("Ein Kommentar von Anna von Muster", "de", ["Anna von Muster"]),
    ("von Anna Muster, SENDER NORD", "de", ["Anna Muster"]),
    ("Text: Anna Muster / Fotos: Max Bild", "de", ["Anna Muster"]),
    ("Par Jeanne Dupont et Marc Petit", "fr", ["Jeanne Dupont", "Marc Petit"]),
    ("Por José Ortega y Gasset y Ana López Ruiz", "es", ["José Ortega y Gasset", "Ana López Ruiz"]),
    ("Di Mario Rossi", "it", ["Mario Rossi"]),
    ("Av Ola Nordmann og Kari Hansen", "nb", ["Ola Nordmann", "Kari Hansen"]),
    ("Autor: Jan Novák", "cs", ["Jan Novák"]),
    ("Автор: Иван Петров, специальный корреспондент", "ru", ["Иван Петров"]),
    ("بقلم: أحمد محمد", "ar", ["أحمد محمد"]),
    ("홍길동 기자 김철수 기자", "ko", ["홍길동", "김철수"]),
    ("홍길동기자", "ko", ["홍길동"]),
    ("記者 山田太郎", "ja", ["山田太郎"]),
    ("本报记者 张三 李四", "zh", ["张三", "李四"]),
    ("作者：张三", "zh", ["张三"]),
    ("来源：示例日报 作者：张三", "zh", ["张三"]),
    ("示例報／張三", "zh", ["張三"]),
    ("【示例報╱記者張三／台北報導】", "zh", ["張三"]),
    ("◎ 記者張三/採訪報導", "zh", ["張三"]),
    ("記者張三／攝影", "zh", []),
    ("【2012/01/12 示例報】@ http://news.example/", "zh", []),
    ("示例新聞", "ja", []),
    ("예시일보", "ko", []),
    ("By Jane Doe of the Example Post", "en", ["Jane Doe"]),
    ("JD AP", "en", []),
]


@pytest.mark.parametrize(("line", "language", "persons"), PERSONS, ids=[p[0][:40] for p in PERSONS])
def test_persons(read: Read, line: str, language: str, persons: list[str]) -> None:
    assert list(read(line, language).persons) == persons


@pytest.mark.parametrize(("line", "language", "persons", "wires"), [
    ("By AFP - Dec 08,2017 - Last updated at Dec 08,2017", "en", (), ("AFP",)),
    ("Von Max Mustermann, dpa", "de", ("Max Mustermann",), ("dpa",)),
    ("By JANE DOE Associated Press", "en", ("Jane Doe",), ("AP",)),
    ("By Jane Doe (AFP)", "en", ("Jane Doe",), ("AFP",)),
    ("Par Jeanne Dupont avec AFP", "fr", ("Jeanne Dupont",), ("AFP",)),
    ("red/dpa", "de", (), ("dpa",)),
    ("APA/AP", "de", (), ("APA", "AP")),
    ("Reuters, Paris", "en", (), ("Reuters",)),
    ("By Petra", "en", (), ("Petra",)),
])  # fmt: skip
def test_agencies_are_no_persons(read: Read, line: str, language: str, persons: tuple[str, ...], wires: tuple[str, ...]) -> None:
    found = read(line, language)
    assert (found.persons, found.agencies) == (persons, wires)


@pytest.mark.parametrize(("line", "language"), [
    ("Von der Redaktion", "de"), ("Staff", "en"), ("By Staff Reports", "en"), ("Example Staff", "en"), ("The Example Times", "en"),
    ("By Example Editorial Board", "en"), ("EX-Redaktion", "de"), ("La rédaction", "fr"), ("Redacción", "es"), ("Haber Merkezi", "tr"),
    ("Health Correspondent", "en"), ("Follow", "en"), ("Share this", "en"), ("7 min read", "en"), ("jane@example.com", "en"),
    ("https://www.example.com/people/jane", "en"), ("@janedoe", "en"), ("", "en"), ("2024", "en"), ("editors", "en"),
    ("By choosing I Accept, you consent to our use of cookies", "en"),
])  # fmt: skip
def test_what_names_no_person(read: Read, line: str, language: str) -> None:
    found = read(line, language)
    assert found.persons == () or found.unread > 2


def test_parts(read: Read) -> None:
    found = read("By Jane Doe in Paris, Senior Editor | Additional reporting by John Roe")
    assert (found.persons, found.place, found.roles) == (("Jane Doe",), "Paris", ("Senior Editor",))
    assert found.contributors == ("John Roe",)
    assert found.signed and not found.inner
    assert read("Responsible for this: news by Jane Doe").inner
    assert read("Example Times").desks == ("Example Times",)


@pytest.mark.parametrize(("name", "expected"), [
    ("JANE DOE", "Jane Doe"), ("JANE MCDONALD-O'BRIEN", "Jane McDonald-O'Brien"), ("J.R. ROE III", "J.R. Roe III"), ("JST", "JST"),
    ("Bill MCROE", "Bill MCROE"), ("EXAMPLE", "EXAMPLE"), ("İBRAHİM AYDIN", "İBRAHİM AYDIN"), ("ИВАН ПЕТРОВ", "Иван Петров"),
    ("张三", "张三"),
])  # fmt: skip
def test_names_in_capitals(name: str, expected: str) -> None:
    assert name_case(name) == expected


def test_same_name_and_doubled() -> None:
    assert same_name("José  O’Brien") == same_name("Jose O'Brien") == "jose o brien"
    assert undouble("Jane Doe Jane Doe") == "Jane Doe"
    assert undouble("Duran Duran") == "Duran Duran"
    assert (undouble("EFE EFE"), undouble("NG NG")) == ("EFE", "NG NG")


@pytest.mark.parametrize(("text", "name"), [
    ("AFP", "AFP"), ("agence france-presse", "AFP"), ("The Associated Press", "AP"), ("ap", "AP"), ("Ap", None),
    ("sid", "SID"), ("Sid", None), ("REUTERS", "Reuters"), ("Anna", None), ("Pap", None), ("新华社", "Xinhua"), ("", None),
])  # fmt: skip
def test_agency_spellings(agencies: AgencyNames, text: str, name: str | None) -> None:
    assert agencies.find(text) == name


def test_phrases_find_the_longest() -> None:
    found = phrases(["by", "written by", "editor:"])
    assert found.at(["Written", "by", "Jane"], 0) == 2
    assert found.at(["Byrne"], 0) == 0
    assert found.at(["Editor:", "Jane"], 0) == 1 and found.at(["Editor", "Jane"], 0) == 0
    assert found.before(["Jane", "by"], 2) == 1
    assert Phrases().at(["by"], 0) == 0


def test_words_of_languages_are_merged() -> None:
    sections = {code: Byline(by=(by,), roles=("staff writer",)) for code, by in (("de", "von"), ("en", "by"))}
    merged = byline_words(RuleFile(1, "language", lang=(code,), byline=section) for code, section in sections.items())
    assert merged.languages == ("de", "en") and "von" in merged.by and "by" in merged.by
    assert merged.heads == {"writer"} and merged.modifiers == {"staff"}


TOKENS = (
    "By by Jane Doe ROE and & , | - — / ( ) AFP dpa in Paris Staff Writer Editor Example Times Dr. Jr. von de la y e MD 2024 May "
    "@doe a.b@c.de 기자 홍길동 记者 张三 Автор: Петров : ; with files from Follow O'Neil (AP) “Nick”"
)
WORD = st.sampled_from(TOKENS.split(" "))


@given(st.lists(WORD, max_size=14), st.sampled_from(["en", "de", "es", "ko", "zh"]), st.booleans())
def test_any_byline(read: Read, tokens: list[str], language: str, sure: bool) -> None:
    line = " ".join(tokens)
    found = read(line, language, sure=sure)
    shown = same_name(line)
    for person in found.persons:
        assert same_name(person) in shown
        assert read(person, language, sure=sure).persons in ((person,), ()), "a name read again is the same name, or doubtful"
    assert len(set(map(same_name, found.persons))) == len(found.persons)


@given(st.text(max_size=300))
def test_any_text(read: Read, text: str) -> None:
    found = read(text)
    assert isinstance(found, BylineParts)
    assert read(text, sure=True).raw == found.raw


def test_long_and_hostile_texts_are_read_in_little_time(read: Read) -> None:
    for text in ("by ", "Jane Doe and ", "(", "a/", "Dr. ", "记者", "x@y.", "Jane in ", "Jane, "):
        read(text * 5000, "zh")
