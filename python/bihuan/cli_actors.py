"""What people type on the command line, as the library wants it: who acted, and the fields of a request."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import bihuan
from bihuan import _core
from bihuan.words import FieldValue

YES = {"1", "true", "yes", "是"}
NO = {"0", "false", "no", "否"}


class Seats:
    """Knows who holds and which units have a post, from the plan and the ledger's appointments."""

    def __init__(self, campaign: bihuan.Campaign) -> None:
        self.organisation = campaign.plan.organisation

    def actor(self, text: str, on: datetime.date) -> _core.Actor:
        """PERSON@POST@UNIT, or PERSON@POST where the unit follows from the person's term or from the post."""
        if text.count("@") != 1:
            return _core.Actor.parse(text)
        person, post = text.split("@")
        held = {seat.unit for seat in self.seats_of(person, on) if seat.post == post}
        units = held or {seat.unit for seat in self.seats(on) if seat.post == post}
        if len(units) == 1:
            return _core.Actor(person, post, units.pop())
        between = f" ({', '.join(sorted(units))})" if units else ""
        raise bihuan.PlanError(
            f"{text}: {'several units' + between if units else 'no unit'} might be meant; write PERSON@POST@UNIT",
            code="ambiguous_name" if units else "unknown_name",
            chinese=f"{text}：{'可能是多个单位' + between if units else '不知道是哪个单位'}，请写成 人@职务@单位",
            asked=text,
            allowed=[f"{text}@{unit}" for unit in sorted(units)],
        )

    def actors(self, texts: Sequence[str], on: datetime.date) -> list[_core.Actor]:
        return [self.actor(text, on) for text in texts]

    def seats_of(self, person: str, on: datetime.date) -> list[_core.PostInUnit]:
        return self.organisation.seats_of(person, on=on)

    def seats(self, on: datetime.date) -> list[_core.PostInUnit]:
        """Every seat that the plan or an appointment names on a day."""
        held = [term.seat for term in self.organisation.incumbencies if term.valid.on(on)]
        return held + [group.seat for group in self.organisation.group_seats(on=on)]

    def unit(self, name: str, on: datetime.date) -> str:
        return self.organisation.resolve(name, on=on).unit


def typed_fields(request: _core.Request, said: Sequence[str], seats: Seats, on: datetime.date) -> dict[str, FieldValue]:
    """`key=value` texts as the forms of the request's facts want them; a key said twice makes a list."""
    kinds = [arrow.fact for arrow in _core.lifecycle() if arrow.request is request]
    return said_fields(request, kinds, said, seats, on)


def fields_typed(kind: _core.FactKind, said: Sequence[str], seats: Seats, on: datetime.date) -> dict[str, FieldValue]:
    """The same for a kind of fact that no request stands for."""
    return said_fields(kind, [kind], said, seats, on)


Asked = _core.Request | _core.FactKind


def said_fields(
    request: Asked, kinds: Sequence[_core.FactKind], said: Sequence[str], seats: Seats, on: datetime.date
) -> dict[str, FieldValue]:
    forms = {form.name: form for form in _core.fields_of_every_fact()}
    for kind in kinds:
        forms |= {form.name: form for form in _core.fields_of(kind)}
    fields: dict[str, FieldValue] = {}
    lists: dict[str, list[str]] = {}
    for one in said:
        key, equals, text = one.partition("=")
        if not equals:
            raise field_bad(request, key, f"a field is written key=value, not {one!r}", "须写成 项目=内容", list(forms))
        form = forms.get(key)
        if form is not None and form.type is _core.FieldType.texts:
            lists.setdefault(key, []).append(text)
        elif key in fields:
            raise field_bad(request, key, f"{key} is said twice and holds one value", f"{key}只能写一次", [])
        else:
            fields[key] = text if form is None else typed(request, form, text, seats, on)
    value, named = fields.get("value"), fields.get("field")
    if request is _core.Request.correct and isinstance(value, str):
        # A correction's value has the type of the field that it corrects.
        named_forms = [form for kind in _core.FactKind for form in _core.fields_of(kind) if form.name == named]
        if len({form.type for form in named_forms}) == 1:
            form = named_forms[0]
            fields["value"] = [value] if form.type is _core.FieldType.texts else typed(request, form, value, seats, on)
    return fields | lists


def typed(request: Asked, form: _core.FieldForm, text: str, seats: Seats, on: datetime.date) -> FieldValue:
    kind = form.type
    if kind is _core.FieldType.day:
        return bihuan.parse_day(text)
    if kind is _core.FieldType.actor:
        return str(seats.actor(text, on))
    if kind is _core.FieldType.truth:
        if text.lower() in YES | NO:
            return int(text.lower() in YES)
        raise field_bad(
            request, form.name, f"{form.name} is yes or no, not {text!r}", f"{form.original}须写是或否", ["1", "0"]
        )
    if kind in (_core.FieldType.integer, _core.FieldType.money_fen):
        try:
            return int(text)
        except ValueError:
            what = "whole fen" if kind is _core.FieldType.money_fen else "a whole number"
            raise field_bad(
                request, form.name, f"{form.name} is {what}, not {text!r}", f"{form.original}须为整数", []
            ) from None
    return text


def field_bad(request: Asked, key: str, english: str, chinese: str, allowed: list[str]) -> bihuan.Refused:
    return bihuan.Refused(english, code="field_bad", chinese=chinese, subject=key, asked=str(request), allowed=allowed)
