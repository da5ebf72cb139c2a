"""The report in a real browser: a page full of tricks runs and loads nothing, and what people see is there."""

from __future__ import annotations

import colorsys
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.explain import Explanation
from cleaner.outputs.report import report_html

PROSE = (
    "The ferry to Little Sark will go on running, the council decided on Friday by nine votes to eight, with a brass band looking on.",
    "Nobody had expected the harbour master to sing, but he did, and the councillors joined in at the second verse of the song.",
    "Shopkeepers on the quay had worried about the summer, when most of their customers come by water and stay for an hour.",
)


def _hostile(server: str) -> str:
    """Return a page that, wherever it can, runs a script that marks the document and calls the server."""
    run = f"document.title='ran';document.documentElement.setAttribute('data-ran','1');new Image().src='{server}/called'"
    tricks = [
        f"<script>{run}</script>", f"</script><script>{run}</script>", f"</style><script>{run}</script>",
        f"</title><script>{run}</script>",
        f'"><img src=x onerror="{run}">', f"'><svg onload=\"{run}\">", f'<img src="{server}/image">',
        f"<script src={server}/script></script>",
        f"<iframe src={server}/frame></iframe>", f"<link rel=stylesheet href={server}/style>",
        f"<meta http-equiv=refresh content=0;url={server}/go>",
        f"<style>@import '{server}/import';*{{background:url({server}/background)}}</style>", f"<base href={server}/>",
        f"<object data={server}/object></object>", f"<video src={server}/video autoplay></video>", f"javascript:{run}",
        f"data:text/html,<script>{run}</script>", "{{7*7}}{% for x in range(9) %}{{x}}{% endfor %}",
        f"<a href=\"javascript:{run}\">a</a>",
        f"<form action={server}/form><button autofocus onfocus=\"{run}\">x</button></form>",
        f"<details open ontoggle=\"{run}\">x</details>",
        f"--></noscript></template></select></table><script>{run}</script>", "\u202egnp.exe\u202c \u2066hidden\u2069", "\x07\x1b[31m",
    ]  # fmt: skip
    said = "".join(f"<p>{PROSE[i % 3]} {html.escape(trick)}</p>" for i, trick in enumerate(tricks))
    data = json.dumps({
        "@type": "NewsArticle", "headline": tricks[1], "author": [{"@type": "Person", "name": f"Ada <img src=x onerror={run}> Holm"}],
        "image": f"javascript:{run}", "keywords": tricks[:8], "articleSection": tricks[5], "datePublished": "2024-05-12",
    }).replace("</", "<\\/")  # fmt: skip
    title, told = html.escape(tricks[0]), html.escape(tricks[3])
    return (
        f"<!doctype html><html lang=en><head><title>{told}</title><link rel=canonical href=\"{html.escape(f'javascript:{run}')}\">"
        f"<meta property=og:image content=\"data:text/html,{told}\"><script type=application/ld+json>{data}</script></head>"
        f"<body><article><h1>{title}</h1>{said}<ul><li>{told}</li></ul>{''.join(tricks)}</article></body></html>"
    )


def _report(page: str, **given: Any) -> tuple[str, Explanation]:
    explanation = Cleaner().explain(page, **given)
    return report_html(explanation, name="<script>alert(1)</script>.html"), explanation


def _title(dom: str) -> str:
    return html.unescape(re.findall("<title>(.*?)</title>", dom, re.DOTALL)[0])


def test_the_tricks_do_run_where_nothing_stops_them(browser: Any, server: Any) -> None:
    server.pages["/page"] = _hostile(server.address)
    browser.dom(f"{server.address}/page")
    assert {"/called", "/image", "/script", "/go"} <= set(server.asked)


@pytest.mark.parametrize("policy", [True, False], ids=["as it is", "without its policy"])
def test_nothing_of_a_page_runs_or_loads(browser: Any, server: Any, tmp_path: Path, policy: bool) -> None:
    page, _ = _report(_hostile(server.address), url="javascript:alert(1)")
    assert page.count("&lt;script&gt;") >= 15
    if not policy:  # escaping alone must do
        page = re.sub('<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")
    dom = browser.dom(file.as_uri())
    assert server.asked == []
    assert _title(dom) == _title(page)
    assert "<script>" in _title(page)
    assert 'data-ran="1"' not in dom
    assert dom.count("<script") == dom.count("<style") == 1
    assert "<img" not in dom
    assert "<iframe" not in dom
    assert re.search('<html[^>]* class="js"', dom), "the report's own script did not run"


def test_the_policy_alone_stops_what_would_get_in(browser: Any, server: Any, tmp_path: Path) -> None:
    page, _ = _report(f"<h1>Bridge</h1><p>{PROSE[0]}</p>")
    tricks = (
        f"<script>document.title='ran'</script><img src={server.address}/image onerror=\"document.title='ran'\">"
        f"<link rel=stylesheet href={server.address}/style><iframe src={server.address}/frame></iframe>"
        f"<script src={server.address}/script></script><style>main {{ display: none }}</style>"
    )
    file = tmp_path / "report.html"
    file.write_text(page.replace("<main", tricks + "<main"), encoding="utf-8")
    dom = browser.dom(file.as_uri())
    assert "<iframe" in dom
    assert server.asked == []
    assert _title(dom) == _title(page)


# ---- what people see

ARTICLE = f"""<html lang=en><head><title>Harbour town votes to keep its ferry</title></head><body>
<nav class=menu><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li><li><a href=/s>Sport</a></li>
<li><a href=/c>Culture</a></li></ul></nav>
<article><h1>Harbour town votes to keep its ferry</h1><div class=byline>By Ada Holm</div><p>{PROSE[0]}</p><h2>What the vote means</h2>
<p>{PROSE[1]}</p><ul><li>The early boat leaves at six, as it has since 1931, and comes back at nine.</li></ul><p>{PROSE[2]}</p></article>
<footer><p>© 2024 The Sark Courier. All rights reserved.</p></footer></body></html>"""


def _hues(page: str) -> dict[str, tuple[float, float]]:
    return {role: (int(h) / 360, int(s) / 100) for role, h, s in re.findall(r"\.r-([a-z-]+) \{ --h: (\d+); --s: (\d+)%; \}", page)}


def _rgb(hue: float, light: float, saturation: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
    return round(red * 255), round(green * 255), round(blue * 255)


@pytest.mark.parametrize(("width", "height", "dark"), [(1400, 1000, False), (1400, 1000, True), (390, 844, False), (390, 844, True)])
def test_the_picture_shows_each_role_in_its_colour(browser: Any, tmp_path: Path, width: int, height: int, dark: bool) -> None:
    page, explanation = _report(ARTICLE)
    file = tmp_path / "report.html"
    file.write_text(page, encoding="utf-8")
    picture = browser.picture(file.as_uri(), width, height, dark=dark)
    assert (picture.width, picture.height) == (width, height)
    [*schemes] = re.findall(r"--paper: #([0-9a-f]{6}).*?--bar-l: (\d+)%", page, re.DOTALL)
    paper, light = schemes[dark]
    assert picture.colours[tuple(bytes.fromhex(paper))] > width * height / 10
    assert len(picture.colours) > 100
    hues = _hues(page)
    roles = {b.role for b in explanation.blocks}
    assert roles >= {"body", "heading", "title", "byline", "navigation"}
    assert {role for role in roles if not picture.shows(_rgb(hues[role][0], int(light) / 100, hues[role][1]))} == set()


#: Plays with the report in a frame and writes down what came of it.
_PLAYER = """<!doctype html><title>player</title><iframe src=/report width=1300 height=900></iframe><pre id=out></pre><script>
const frame = document.querySelector("iframe");
frame.onload = () => {
  const doc = frame.contentDocument, view = frame.contentWindow, out = {};
  const shown = () => [...doc.querySelectorAll(".b")].filter((b) => !b.hidden).map((b) => b.dataset.role);
  const press = (key) => doc.activeElement.dispatchEvent(new view.KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const reasons = () => doc.querySelector("#reasons").textContent;
  out.stops = [...doc.querySelectorAll(".tag")].filter((t) => t.tabIndex === 0).length;
  out.before = shown();
  const chip = doc.querySelector('.chip[data-filter="heading"]');
  chip.click();
  out.role = shown(); out.pressed = chip.getAttribute("aria-pressed"); out.count = doc.querySelector("#count").textContent;
  doc.querySelector("#clear").click();
  out.cleared = shown().length;
  const rule = doc.querySelector("#rule");
  rule.value = [...rule.options].find((o) => o.textContent.startsWith("fields/title")).value;
  rule.dispatchEvent(new view.Event("change"));
  out.rule = shown();
  doc.querySelector("#clear").click();
  const body = doc.querySelector('.b[data-role="body"]');
  body.dispatchEvent(new view.PointerEvent("pointerenter", { pointerType: "mouse" }));
  out.hover = reasons();
  body.querySelector(".tag").focus();
  press("ArrowDown");
  out.down = doc.activeElement.closest(".b").dataset.role;
  out.downWhy = reasons();
  doc.activeElement.click();
  out.held = doc.activeElement.id;
  doc.querySelector(".b[data-role=title]").dispatchEvent(new view.PointerEvent("pointerenter", { pointerType: "mouse" }));
  out.stillHeld = reasons();
  press("Escape");
  out.back = doc.activeElement.closest(".b").dataset.role;
  const last = [...doc.querySelectorAll(".b")].at(-1);
  view.location.hash = last.id;
  view.addEventListener("hashchange", () => {
    const at = last.getBoundingClientRect();
    out.named = [doc.querySelector("[aria-current]") === last, at.top >= 0 && at.bottom <= view.innerHeight];
    const height = doc.querySelector(".filters").getBoundingClientRect().height;
    out.bar = [view.getComputedStyle(doc.documentElement).getPropertyValue("--bar"), Math.ceil(height)];
    document.querySelector("#out").textContent = JSON.stringify(out);
  });
};
</script>"""


def test_filters_and_keys(browser: Any, server: Any) -> None:
    page, explanation = _report(ARTICLE)
    server.pages = {"/report": page, "/": _PLAYER}
    dom = browser.dom(server.address + "/")
    [written] = re.findall('<pre id="out">(.*?)</pre>', dom)
    out = json.loads(html.unescape(written))
    roles = [b.role for b in explanation.blocks]
    assert out["stops"] == 1
    assert out["before"] == roles
    assert (out["role"], out["pressed"], out["count"]) == (["heading"], "true", f"1 of {len(roles)} blocks")
    assert out["cleared"] == len(roles)
    assert out["rule"] == ["title"]
    assert "finder/body" in out["hover"]
    assert out["down"] == "heading"
    assert "heading" in out["downWhy"]
    assert out["held"] == "block"
    assert out["stillHeld"] == out["downWhy"]
    assert out["back"] == "heading"
    assert out["named"] == [True, True]
    assert out["bar"][0] == f"{out['bar'][1]}px"
    assert set(server.asked) <= {"/", "/report", "/favicon.ico"}
