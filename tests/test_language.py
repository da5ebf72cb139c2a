"""Telling languages: by declaration, script, commonest words; where nothing is clear, nothing is said."""

from __future__ import annotations

import pytest

from cleaner import load_rules
from cleaner.language import primary, tell_language
from cleaner.languages import page_languages, samples
from cleaner.values import Meta, Structured

BOOK = load_rules(sites=False)

TEXTS = {
    "en": "The mayor opened the bridge on Tuesday, and drivers who had waited for two years said that they were glad to have it back.",
    "de": "Der Bürgermeister hat am Dienstag die Brücke eröffnet, und die Fahrer sagten, dass sie nach zwei Jahren froh sind.",
    "fr": "Le maire a rouvert le pont mardi, et les conducteurs qui attendaient depuis deux ans ont dit qu'ils étaient contents.",
    "es": "El alcalde abrió el puente el martes, y los conductores que esperaban desde hacía dos años dijeron que estaban contentos.",
    "it": "Il sindaco ha aperto il ponte martedì e gli autisti, che aspettavano da due anni, hanno detto che sono contenti di questo.",
    "pt": "O prefeito abriu a ponte na terça-feira, e os motoristas que esperavam há dois anos disseram que estão muito felizes com isso.",
    "nl": "De burgemeester heeft de brug dinsdag geopend, en de chauffeurs die twee jaar hebben gewacht zeggen dat zij blij zijn.",
    "pl": "Burmistrz otworzył most we wtorek, a kierowcy, którzy czekali na to dwa lata, powiedzieli, że są z tego bardzo zadowoleni.",
    "cs": "Starosta v úterý otevřel most a řidiči, kteří na to čekali dva roky, řekli, že jsou rádi, protože to bylo dlouho.",
    "sv": "Borgmästaren öppnade bron på tisdagen, och förarna som hade väntat i två år sade att de är glada över att det är klart.",
    "tr": "Belediye başkanı köprüyü salı günü açtı ve iki yıl bekleyen sürücüler bunun için çok mutlu olduklarını söyledi.",
    "ru": "Мэр открыл мост во вторник, и водители, которые ждали этого два года, сказали, что они очень рады.",
    "uk": "Мер відкрив міст у вівторок, і водії, які чекали на це два роки, сказали, що вони дуже раді, бо це було довго.",
    "ar": "افتتح رئيس البلدية الجسر يوم الثلاثاء، وقال السائقون الذين انتظروا عامين إنهم سعداء بذلك في هذه المدينة.",
    "el": "Ο δήμαρχος άνοιξε τη γέφυρα την Τρίτη, και οι οδηγοί που περίμεναν δύο χρόνια είπαν ότι είναι χαρούμενοι.",
    "he": "ראש העיר פתח את הגשר ביום שלישי, והנהגים שחיכו שנתיים אמרו שהם שמחים על כך.",
    "hi": "महापौर ने मंगलवार को पुल खोला और दो साल से इंतज़ार कर रहे चालकों ने कहा कि वे खुश हैं।",
    "zh": "市长周二为大桥通车剪彩，等了两年的司机们说他们很高兴。",
    "ja": "市長は火曜日に橋を開通させた。二年間待っていた運転手たちは喜んでいる。",
    "ko": "시장은 화요일에 다리를 개통했고 이 년을 기다린 운전자들은 기쁘다고 말했다.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_a_sentence_tells_its_language(language: str, text: str) -> None:
    assert tell_language([text], BOOK.common_words()) == language


@pytest.mark.parametrize("text", ["", "42 17 2021", "!!! ???", "Xqzt wvrl pfnk", "Aljhzeq qwwqe; zzzq 12"])
def test_what_is_no_language_is_none(text: str) -> None:
    assert tell_language([text], BOOK.common_words()) == ""


def test_a_foreign_name_in_another_script_is_no_other_language() -> None:
    assert tell_language([TEXTS["en"] + " She reads 東京 and знак."], BOOK.common_words()) == "en"
    assert tell_language([TEXTS["zh"] + " カメラ"], BOOK.common_words()) in ("zh", "ja")  # three kana in a line may be either


def test_no_words_no_language() -> None:
    assert tell_language([TEXTS["en"]], {}) == ""


@pytest.mark.parametrize(("tag", "code"), [
    ("en", "en"), ("en-GB", "en"), ("pt_BR", "pt"), (" DE ", "de"), ("zh-Hant-TW", "zh"), ("fil-PH", "fil"),
    ("no", "nb"), ("nn-NO", "nb"), ("iw", "he"), ("jp", "ja"), ("cz", "cs"), ("ua", "uk"),
    ("", ""), ("English", ""), ("german", ""), ("none", ""), ("x", ""), ("123", ""), ("{{lang}}", ""), ("de,en", "de"), ("de;q=1", "de"),
])
def test_language_tags(tag: str, code: str) -> None:
    assert primary(tag) == code


def _head(lang: str = "", **metas: str) -> Structured:
    return Structured(lang=lang, metas=tuple(Meta(name.replace("_", ":"), content) for name, content in metas.items()))


@pytest.mark.parametrize(("text", "head", "site", "languages"), [
    # nothing declared: the text tells
    ("de", _head(), (), ("de",)), ("en", _head(), (), ("en",)),
    # templates declare English whatever the text is in
    ("de", _head("en-US"), (), ("de", "en")), ("en", _head("en"), (), ("en",)), ("ja", _head("en", og_locale="en_US"), (), ("ja", "en")),
    # another declaration is meant
    ("en", _head("de-AT"), (), ("de",)), ("en", _head("no"), (), ("nb",)),
    # two declarations that differ: the text tells
    ("fr", _head("de", og_locale="fr_FR"), (), ("fr", "de")),
    # a declaration that no rules are there for, or that is none
    ("fr", _head("qu"), (), ("fr",)), ("fr", _head("French"), (), ("fr",)), ("es", _head("", language="Spanish"), (), ("es",)),
    # the site's file knows
    ("en", _head("en"), ("cs",), ("cs", "en")), ("en", _head(), ("cs", "sk"), ("cs", "sk")),
])
def test_languages_of_a_page(text: str, head: Structured, site: tuple[str, ...], languages: tuple[str, ...]) -> None:
    assert page_languages(lambda: [TEXTS[text]], head, site, BOOK) == languages


def test_samples_are_the_longest_texts() -> None:
    texts = ["menu", *(f"{'x' * n} {'y' * 30}" for n in range(10, 40)), "  a  \n b " * 20]
    found = samples(texts)
    assert len(found) == 12 and found[0].startswith("a b a b") and "menu" not in found
    assert samples(["menu", "home"]) == ("menu", "home") or samples(["menu", "home"]) == ("home", "menu")
    assert samples([]) == ()
