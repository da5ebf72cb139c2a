"""``clean-news rules accept``: let proposed rules act."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, say


@click.command("accept")
@click.argument("file", metavar="RULEFILE")
@click.argument("parts", nargs=-1, metavar="[PART]...")
@click.option("-o", "--output", metavar="FILE", default="", help="Write the accepted file here instead of over RULEFILE.")
def accept(file: str, parts: tuple[str, ...], output: str) -> int:
    """Let proposed parts of RULEFILE act: takes "status: proposed" away, all else stays as it is written.

    PART is content, fields/NAME, rules/ID or a rule's id; without any, all that is proposed.

    \b
    Example:
        clean-news rules suggest saved-pages/ --site example.com -o my-rules/sites/example.com.yaml
        clean-news rules accept my-rules/sites/example.com.yaml content choir-box
    """
    from cleaner.cli.rules.written import write_text
    from cleaner.upkeep.accept import accept as accept_parts

    done = accept_parts(file, parts)
    if done.parts or output:
        write_text(output or file, done.text)
    say(f"{file}: accepted {', '.join(done.parts)}" if done.parts else f"{file}: proposes nothing")
    return FINE
