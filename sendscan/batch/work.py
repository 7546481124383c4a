"""One job done, in whatever process: bytes to record to the forms that are wanted.  Nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sendscan.batch.job import Answer, Digest, Failure, Job, Options, digest_of, packed, packed_output, unpacked
from sendscan.errors import ReadingError, RuleError, SendscanError, UnknownKindError, UsageError

FORMS = ("yaml", "json", "jsonl", "csv", "library")
"""What a record can be written as; ``library`` is JSON with the text, to be read back."""


def work(job: Job) -> Answer:
    """Read the letter, or take its known record, and write the forms.  Never raises :class:`Exception`."""
    try:
        record, made = _record(job)
        if record is None:
            return Answer(moved=True)
        record["source"]["name"] = _shown_name(job.name)
        output = packed_output(digest_of_record(record), forms_of(record, job.options))
        return Answer(output=output, record=made)
    except (RuleError, UsageError) as error:  # true of every letter: said once
        return Answer(stop=error)
    except Exception as error:  # one bad letter never stops the others
        lasting = isinstance(error, ReadingError | UnknownKindError)
        return Answer(failure=replace(Failure.of(error), lasting=lasting))


def _record(job: Job) -> tuple[dict[str, Any] | None, bytes | None]:
    """The record as plain data; and packed, without the letter's name, if it was made anew."""
    if job.known is not None:
        return unpacked(job.known), None
    data = job.data if job.data is not None else _bytes_at(job)
    if data is None:
        return None, None
    from sendscan.scan import scan
    from sendscan.writing import as_dict

    value = as_dict(scan(data, job.name, job.options.manner), with_text=True)
    return value, packed({**value, "source": {**value["source"], "name": ""}})


def _bytes_at(job: Job) -> bytes | None:
    """The bytes at the job's path if they are those that were meant: a path may mean another file here."""
    from sendscan.reading.files import file_bytes

    try:
        data = file_bytes(Path(job.path or ""), job.name)
    except SendscanError:
        return None
    return data if digest_of(data) == job.digest else None


def _shown_name(name: str) -> str:
    from sendscan.reading import shown_name

    return shown_name(name)


def digest_of_record(record: Mapping[str, Any]) -> Digest:
    """What a summary and a gate need of a record."""
    from sendscan.writing.as_csv import ITEM_LISTS
    from sendscan.writing.notices import notices

    items = [item for name in ITEM_LISTS for item in record[name]]
    area = record["letter"]["area"]
    return Digest(
        kind=record["letter"]["kind"],
        title=record["letter"]["title"],
        area=area["name"] if area else None,
        verdict=record["outcome"]["verdict"],
        media_type=record["source"]["media_type"],
        items=len(items),
        findings=sum(len(item["findings"]) for item in items),
        notices=notices(record),
    )


def forms_of(record: Mapping[str, Any], options: Options) -> dict[str, str]:
    """The record in each form asked for; CSV as one form a table."""
    from sendscan.writing import WRITERS
    from sendscan.writing.as_csv import csv_tables
    from sendscan.writing.as_jsonl import json_line

    value = record if options.with_text else {k: v for k, v in record.items() if k != "text"}
    forms: dict[str, str] = {}
    for form in options.forms:
        if form == "csv":
            forms.update({f"csv:{table}": lines for table, lines in csv_tables(record).items()})
        elif form == "library":
            forms[form] = json_line(record)
        elif form == "jsonl":
            forms[form] = json_line(value)
        else:
            forms[form] = WRITERS[form].one(value)
    return forms
