"""Templates of plans: TOML or JSON files with the tasks of a plan and their days, which an office may write itself.

A template has ``name``, ``year``, ``type``, ``title`` and tasks (``[[task]]``) with ``title`` and ``due``, a day, or
``days`` after the plan is issued; what else plans and tasks have may stand there by the name of its field. Its days are
those of its ``year``: for another year all of them move by as many years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from danvan_desktop.assets import resource_path
from danvan_desktop.domain.record import Draft
from danvan_desktop.domain.renewal import ONCE, later_by
from danvan_desktop.exchange.errors import TableError
from danvan_desktop.localization import Message, _
from danvan_desktop.store import StoreError
from danvan_desktop.store.durable_files import replace_durably
from danvan_desktop.store.inputs import read_input

FOLDER = "plans"
"""The folder of the program's templates, and that beside the store in which an office keeps its own."""
_ENDINGS = (".toml", ".json", ".xlsx")
_LARGEST = 1024 * 1024
_Year = Annotated[int, msgspec.Meta(ge=1990, le=2100)]
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Days = Annotated[int, msgspec.Meta(ge=0, le=3_660)]


class TemplateTask(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"together": "with"}):
    """A task: due on a day of the template's year or so many ``days`` after the plan is issued, else without a term."""

    title: _Text
    lead: str = ""
    together: str = ""
    due: dt.date | None = None
    days: _Days | None = None
    repeat: str = ONCE
    target: str = ""
    of_step: str = ""


class PlanTemplate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A plan with its tasks, as it was in ``year``."""

    name: _Text
    year: _Year
    type: _Text
    title: _Text
    task: Annotated[tuple[TemplateTask, ...], msgspec.Meta(min_length=1, max_length=500)]
    basis: str = ""
    lead: str = ""
    parties: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None


@dataclass(frozen=True)
class Asked:
    """For which plan a template is used: its year and day of issue, who leads where the template says nobody."""

    year: int
    issued_on: dt.date
    lead: str


def shipped_templates() -> Sequence[tuple[str, PlanTemplate]]:
    """Return the program's templates with the names by which commands know them."""
    return list(_templates_in(resource_path(FOLDER)))


def templates_for(
    store_path: Path, tell: Callable[[Message], object] | None = None
) -> Sequence[tuple[str, PlanTemplate]]:
    """Return the templates of an office, beside its store, and the program's.

    A bad file of the office is left out and told with what to do, and raises TableError where nobody listens.
    """
    own = store_path.parent / FOLDER
    found = dict(_templates_in(own, tell) if own.is_dir() else ())
    return [*found.items(), *((name, one) for name, one in shipped_templates() if name not in found)]


def find_template(named: str, store_path: Path) -> PlanTemplate:
    """Return the template of a file or of a name; raises TableError that says what is wrong."""
    path = Path(named)
    if path.suffix.lower() in _ENDINGS:
        return read_template(path)
    for own in (store_path.parent / FOLDER).glob("*"):
        if own.stem == named and own.suffix.lower() in _ENDINGS:
            return read_template(own)
    known = dict(templates_for(store_path, lambda _fault: None))
    if named not in known:
        raise TableError(_("Không có mẫu kế hoạch “{name}”. Các mẫu: {names}.", name=named, names=", ".join(known)))
    return known[named]


def read_template(path: Path) -> PlanTemplate:
    """Read a template; raises TableError for one that cannot be used, naming the file and what is wrong."""
    try:
        template = _decoded(path)
    except StoreError as error:
        raise TableError(error.message) from error
    except (OSError, ValueError, RecursionError) as error:
        raise TableError(
            _("Không đọc được mẫu kế hoạch “{path}”: {reason}.", path=str(path), reason=str(error))
        ) from error
    for place, task in enumerate(template.task, 1):
        if task.due is not None and task.days is not None:
            raise TableError(_("Mẫu kế hoạch “{path}”, nhiệm vụ {n}: chỉ ghi due hoặc days.", path=str(path), n=place))
    return template


def keep_template(path: Path, store_path: Path) -> str:
    """Put the file of a template beside the store, where the office keeps its own; returns the template's name there.

    One of the same name is replaced. Raises TableError where it cannot be written.
    """
    folder = store_path.parent / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        partial = folder / f".{path.name}.part"
        partial.write_bytes(read_input(path, _LARGEST))
        replace_durably(partial, folder / path.name)
    except StoreError as error:
        raise TableError(error.message) from error
    except OSError as error:
        raise TableError(
            _("Không giữ được mẫu kế hoạch “{path}”: {reason}.", path=str(path), reason=str(error))
        ) from error
    return path.stem


def _decoded(path: Path) -> PlanTemplate:
    if path.suffix.lower() == ".xlsx":
        from danvan_desktop.exchange.plan_sheets import read_sheet

        return msgspec.convert(read_sheet(path), PlanTemplate, strict=False)
    decode = msgspec.json.decode if path.suffix.lower() == ".json" else msgspec.toml.decode
    return decode(read_input(path, _LARGEST), type=PlanTemplate)


def drafts_of(template: PlanTemplate, asked: Asked, plan_uid: str) -> Sequence[Draft]:
    """Return the drafts of the plan and its tasks, to be saved together."""
    years = asked.year - template.year
    plan = {
        "type": template.type,
        # What a plan is called moves with the year as its days do.
        "title": template.title.replace(str(template.year), str(asked.year)),
        "issued_on": asked.issued_on.isoformat(),
        "basis": template.basis,
        "lead": template.lead or asked.lead,
        "parties": template.parties,
        "from_on": _moved(template.from_on, years),
        "to_on": _moved(template.to_on, years),
    }
    return [Draft("plan", _filled(plan), plan_uid), *_tasks(template, asked, plan_uid, years)]


def _tasks(template: PlanTemplate, asked: Asked, plan: str, years: int) -> Iterator[Draft]:
    for task in template.task:
        due = _moved(task.due, years)
        if task.days is not None:
            due = (asked.issued_on + dt.timedelta(days=task.days)).isoformat()
        values = {
            "plan": plan,
            "title": task.title,
            "lead": task.lead or template.lead or asked.lead,
            "with": task.together,
            "due_on": due,
            "repeat": task.repeat,
            "target": task.target,
            "of_step": task.of_step,
        }
        yield Draft("task", _filled(values))


def _moved(day: dt.date | None, years: int) -> str | None:
    return None if day is None else later_by(day, 12 * years).isoformat()


def _filled(values: dict[str, str | None]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}


def _templates_in(folder: Path, tell: Callable[[Message], object] | None = None) -> Iterator[tuple[str, PlanTemplate]]:
    for path in sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS):
        try:
            yield path.stem, read_template(path)
        except TableError as error:
            if tell is None:
                raise
            tell(_("{fault} Đang dùng các mẫu còn lại: hãy sửa hoặc xóa tệp này.", fault=error.message))
