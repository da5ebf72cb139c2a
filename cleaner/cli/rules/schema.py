"""``clean-news rules schema``: the JSON Schema that editors check rule files by."""

from __future__ import annotations

import click

from cleaner.cli.ends import FINE, PAGE_FAILED, say
from cleaner.cli.rules.shown import rule_files_in
from cleaner.cli.rules.written import write_text
from cleaner.text.controls import escape_line


@click.command("schema")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(exists=True))
@click.option("-o", "--output", metavar="FILE", type=click.Path(dir_okay=False), help="Write the schema to FILE, not to standard output.")
@click.option("--check", "checking", is_flag=True, help="Check that each rule file names the schema in its first line, a current one.")
def schema(paths: tuple[str, ...], output: str | None, checking: bool) -> int:
    """Print the JSON Schema of rule files, or check that editors find it from the rule files in PATH.

    \b
    Examples:
        clean-news rules schema -o my-rules/rules.schema.json
        clean-news rules schema --check my-rules
    """
    from cleaner.upkeep.editors import check_modelines, schema_text

    if checking and output:
        raise click.UsageError("--check writes nothing; leave --output away.")
    if paths and not checking:
        raise click.UsageError("PATH goes with --check; the schema is the same for all.")
    if checking:
        findings = check_modelines(rule_files_in(paths))
        for finding in findings:
            click.echo(escape_line(str(finding)))
        say(f"{len(findings)} finding{'s' if len(findings) > 1 else ''}" if findings else "every rule file names the current schema")
        return PAGE_FAILED if findings else FINE
    if output is None:
        click.echo(schema_text(), nl=False)
        return FINE
    write_text(output, schema_text())
    return FINE
