"""``danvan verify``: does a printed report agree with the records here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan_desktop.cli.errors import fail
from danvan_desktop.cli.language import command, spoken
from danvan_desktop.cli.options import json_option, opened_to_read, print_json, records_options
from danvan_desktop.cli.tables import print_table
from danvan_desktop.localization import Translator, _

if TYPE_CHECKING:
    from danvan_desktop.reports.coverage import Covered
    from danvan_desktop.reports.proof import Verification


_ENDINGS = (".pdf", ".docx", ".xlsx")


@command(
    "verify",
    told=_(
        "Kiểm tra số liệu của báo cáo đã in: ghi tệp PDF hoặc nội dung mã QR thì biết từng số liệu lệch; ghi mã"
        " kiểm chứng ngắn, tệp Word hoặc Excel thì biết nhóm số liệu lệch. Tệp gồm nhiều văn bản thì kiểm tra"
        " từng văn bản có mã."
    ),
)
@click.argument("proof", metavar="CODE_OR_PDF")
@records_options
@json_option
@click.pass_context
def verify_command(
    ctx: click.Context,
    proof: str,
    as_json: bool,
    store: Path | None,
    passphrase_file: Path | None,
    database: str | None,
) -> None:
    """Hold a code or file against the records; exit status 1 when they disagree.

    As JSON ``{agrees, form, unit, period, as_of, groups, differences: [{figure, title, here, printed}], coverage:
    [{unit, state, told_on, held_kinds, is_lacking}], rows: [uid], rows_missing, people_not_here}``; ``printed`` is null
    when a short code names groups only, ``rows`` are those of a register that were printed otherwise. Of a file that
    holds several papers with a code it is a list of these.
    """
    from danvan_desktop.reports.proof import proofs_in, verify

    path = Path(proof)
    is_named = proof.lower().endswith(_ENDINGS) or is_file(path)
    texts = proofs_in(path) if is_named else (proof,)
    say = spoken()
    with opened_to_read(store, passphrase_file, database) as records:
        papers = [verify(records, text) for text in texts]
        if not as_json:
            for found in papers:
                _print_paper(found, [records.title(record.uid) for record in found.rows], say)
    if as_json:
        data = [_as_data(found, say) for found in papers]
        print_json(data if len(data) > 1 else data[0])
    wrong = sum(not found.agrees for found in papers)
    if wrong and len(papers) > 1:
        words = _("Không khớp {n}/{all} văn bản: số liệu đã in khác với hồ sơ ở đây.", n=wrong, all=len(papers))
        fail(ctx, say(words))
    elif wrong:
        fail(ctx, say(_("Không khớp: số liệu đã in khác với hồ sơ ở đây.")))


def _print_paper(found: Verification, rows: Sequence[str], say: Translator) -> None:
    from danvan_desktop.reports.catalogue import form_of
    from danvan_desktop.reports.coverage import coverage_notes

    what = _(
        "{form}, {period}, {unit}, số liệu tính đến {day}",
        form=form_of(found.form).title,
        period=found.period.label(),
        unit=found.unit.text("name"),
        day=found.as_of,
    )
    click.echo(say(what))
    if found.agrees:
        click.echo(say(_("Khớp: hồ sơ ở đây cho đúng số liệu đã in.")))
    else:
        _print_differences(found, say)
    for note in (*found.notes(rows), *coverage_notes(found.coverages)):
        click.echo(say(note))


def is_file(path: Path) -> bool:
    """Tell whether a text names a file; one too long for a name does not."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _print_differences(found: Verification, say: Translator) -> None:
    if found.groups:
        click.echo(say(_("Nhóm số liệu khác: {groups}", groups=", ".join(say(group.label) for group in found.groups))))
    rows = [
        [
            say(one.figure.title),
            say.number(one.here),
            "?" if one.printed is None else say.number(one.printed),
        ]
        for one in found.differences
    ]
    if rows:
        print_table([say(_("Số liệu")), say(_("Ở đây")), say(_("Đã in"))], rows)


def coverage_json(covered: Covered) -> dict[str, object]:
    """Tell for other programs how far a unit's records are here."""
    unit, coverage = covered
    return {
        "unit": unit.text("name"),
        "state": coverage.state.value,
        "told_on": coverage.told_on.isoformat() if coverage.told_on is not None else None,
        "held_kinds": sorted(coverage.held_kinds),
        "is_lacking": coverage.is_lacking,
    }


def _as_data(found: Verification, say: Translator) -> dict[str, object]:
    return {
        "agrees": found.agrees,
        "form": found.form,
        "unit": found.unit.text("name"),
        "period": found.period.code,
        "as_of": found.as_of.isoformat(),
        "groups": [group.value for group in found.groups],
        "differences": [
            {"figure": one.figure.code, "title": say(one.figure.title), "here": one.here, "printed": one.printed}
            for one in found.differences
        ],
        "rows": [record.uid for record in found.rows],
        "rows_missing": found.rows_missing,
        "people_not_here": found.people_not_here,
        "coverage": [coverage_json(one) for one in found.coverages],
    }
