"""Registered domains by the bundled list of public suffixes."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publicsuffixlist import PublicSuffixList

from cleaner.domains import host_of, registered_domain

WHOLE = PublicSuffixList()


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.com", "example.com"), ("news.example.com", "example.com"), ("a.b.example.co.uk", "example.co.uk"),
        ("WWW.Example.COM.", "example.com"), ("name.blogspot.com", "name.blogspot.com"), ("www.name.github.io", "name.github.io"),
        ("a.city.kawasaki.jp", "city.kawasaki.jp"), ("a.b.c.kobe.jp", "b.c.kobe.jp"), ("example.unknowntld", "example.unknowntld"),
        ("новости.рф", "новости.рф"), ("a.xn--b1amarcd.xn--p1ai", "xn--b1amarcd.xn--p1ai"), ("a.b.公司.cn", "b.公司.cn"),
        ("a.b.xn--55qx5d.cn", "b.xn--55qx5d.cn"), ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"), ("[::1]", "[::1]"),
        ("co.uk", ""), ("blogspot.com", ""), ("", ""), ("..", ""), ("a b.com", ""), ("a/b.com", ""), ("x" * 300, ""),
        ("a.xn--99zzz99999", ""),
    ],
)  # fmt: skip
def test_registered_domains(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


LABELS = ["www", "a", "city", "co", "com", "uk", "jp", "kobe", "kawasaki", "blogspot", "github", "io", "ck", "公司", "cn", "рф"]


@given(st.lists(st.sampled_from(LABELS), min_size=2, max_size=5))
def test_a_part_of_the_list_says_what_the_whole_says(labels: list[str]) -> None:
    host = ".".join(labels)
    assert registered_domain(host) == (WHOLE.privatesuffix(host) or "")
    written = host.encode("idna").decode()
    assert registered_domain(written) == (WHOLE.privatesuffix(written) or "")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.example.com/a?b#c", "example.com"), ("http://user:pw@Example.com:8080/", "example.com"),
        ("example.com/x", "example.com"), ("//cdn.example.com", "cdn.example.com"),
        ("http://[::1]/", "::1"), ("http://[::1/", ""), ("", ""), (None, ""), ("/path/only", ""),
        ("example.com.", "example.com"),
    ],
)  # fmt: skip
def test_hosts(url: str | None, host: str) -> None:
    assert host_of(url) == host


def test_the_list_is_read_when_it_is_needed() -> None:
    code = "import sys, cleaner.domains as d; d.host_of('https://example.com'); print('publicsuffixlist' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
