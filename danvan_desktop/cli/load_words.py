"""How ``danvan load`` tells what to add to the command for a list that says too little."""

from __future__ import annotations

from danvan_desktop.exchange.planning import LoadPlan, MissingFields, Options, hours_wanted
from danvan_desktop.exchange.profiles import label_of
from danvan_desktop.localization import Message, _

_AN_HOUR = "19h30"


def how_to_say(error: MissingFields) -> Message:
    """Name the fields that a list lacks as the options take them."""
    names = [field.name for field in error.fields]
    return _(
        '{problem} Thêm --map "CỘT={first}" hoặc --set "{first}=GIÁ TRỊ"; tên các mục: {names}.',
        problem=error.message,
        first=names[0],
        names=", ".join(names),
    )


def hour_notes(plan: LoadPlan, options: Options) -> list[Message]:
    """Tell how one hour is given for all rows where a list has days without hours."""
    wanted = hours_wanted(plan.kind, plan.layout, [row.row for row in plan.rows], options)
    return [
        _(
            "Danh sách chưa ghi giờ ({field}). Giờ chung cho mọi dòng: thêm --set {option}.",
            field=label_of(plan.kind, target),
            option=f"{target}={_AN_HOUR}",
        )
        for target in wanted
    ]
