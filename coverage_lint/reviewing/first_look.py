"""A first look at a CRM's files: which preset they are, which column holds what, as a commented actuals.yaml."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.nearness import plain
from coverage_lint.review.folder import find_source
from coverage_lint.review.mapping import TABLES, read_mapping
from coverage_lint.review.raw_tables import RawTables
from coverage_lint.reviewing.actuals_file import preset_of
from coverage_lint.schemas import load_schema
from coverage_lint.system.data_files import DataFault, DataFiles

if TYPE_CHECKING:
    from collections.abc import Mapping as Named
    from collections.abc import Sequence

    from coverage_lint.review.mapping import Mapping
    from coverage_lint.review.raw_tables import RawTable

PRESETS = ("salesforce", "salesforce-fivetran", "hubspot-fivetran", "dynamics")
_NEEDED = ("id", "owner", "amount", "stage", "close_date")
_FILES = {
    "opportunities": ("opportunities", "opportunity", "deals", "deal", "opps", "sales"),
    "accounts": ("accounts", "account", "companies", "company", "customers", "organizations"),
    "users": ("users", "user", "owners", "owner", "reps", "employees"),
    "activities": ("activities", "activity", "tasks", "task", "events", "meetings", "calls"),
    "stage_history": ("stagehistory", "opportunityhistory", "dealstage", "opportunityfieldhistory"),
    "splits": ("splits", "opportunitysplit", "dealsplits"),
}
"""What tables are called, in lower letters and without signs."""
_COLUMNS = {
    "id": ("id", "opportunityid", "dealid", "recordid", "opportunity", "accountid", "userid", "ownerid"),
    "owner": ("owner", "ownerid", "opportunityowner", "dealowner", "accountowner", "assignedto", "rep"),
    "account": ("account", "accountid", "company", "companyid", "customer", "accountname"),
    "amount": ("amount", "value", "dealvalue", "total", "totalamount", "arr", "acv", "revenue", "price"),
    "stage": ("stage", "stagename", "dealstage", "status", "salesstage"),
    "created": ("created", "createddate", "createdate", "createdon", "createdat", "creationdate"),
    "modified": ("modified", "lastmodifieddate", "updated", "updatedat", "modifiedon", "lastmodified"),
    "close_date": ("closedate", "close", "closingdate", "expectedclosedate", "estimatedclosedate"),
    "closed": ("closed", "isclosed"),
    "won": ("won", "iswon", "closedwon"),
    "motion": ("motion", "type", "opportunitytype", "dealtype", "businesstype"),
    "currency": ("currency", "currencyisocode", "currencycode"),
    "last_activity": ("lastactivity", "lastactivitydate"),
    "next_step": ("nextstep", "nextaction"),
    "segment": ("segment", "customersegment", "size", "tier"),
    "territory": ("territory", "region", "area"),
    "parent": ("parent", "parentid", "parentaccountid"),
    "email": ("email", "emailaddress", "mail"),
    "name": ("name", "fullname", "username"),
    "active": ("active", "isactive", "enabled"),
    "start": ("start", "startdate", "hiredate"),
    "end": ("end", "enddate", "leavedate"),
    "person": ("person", "employee", "employeenumber", "employeeid"),
    "on": ("on", "date", "activitydate", "day"),
    "opportunity": ("opportunity", "opportunityid", "dealid", "deal"),
    "user": ("user", "userid", "splitownerid"),
    "share": ("share", "split"),
    "percent": ("percent", "splitpercentage", "percentage"),
}
"""What columns are called, likewise."""


class FirstLook(NamedTuple):
    """What was found, and the file's text."""

    preset: str
    tables: tuple[str, ...]
    unmatched: tuple[str, ...]
    text: str


def look(folder: str, shown: str, beside: str) -> FirstLook:
    """Look at a folder; `beside` is its path as the new file names it. Raises Misuse where nothing can be read."""
    source = find_source(folder, shown, None, None)
    if source.is_database:
        raise DataFault(f"{shown}: a database file; export its tables as CSV or Parquet")
    with DataFiles(sorted(set(source.files.values())), None) as data:
        raw = RawTables(data, source)
        preset = _preset(raw)
        if preset:
            return _by_preset(preset, raw, beside)
        return _by_names(raw, sorted({name for name in source.files if "." not in name}), beside)


def _preset(raw: RawTables) -> str:
    """Return the preset most of whose columns are there, where its deals are whole; '' for none."""
    best, most = "", 0
    for name in PRESETS:
        deals = _mapping(name).tables["opportunities"]
        held = raw.find(deals.sources[0])
        if held is None:
            continue
        own = [column for column in deals.columns.values() if "." not in column]
        found = sum(held.named(column) is not None for column in own)
        joined = {join.source for join in deals.joins}
        there = all(raw.find(other) is not None for other in joined)
        exact = held.named(deals.columns["id"]) is not None and held.named(deals.columns["owner"]) is not None
        if exact and there and found > most:
            best, most = name, found
    return best


def _mapping(preset: str) -> Mapping:
    """Return what a preset alone says."""
    root = preset_of(preset)
    assert root is not None  # noqa: S101 - it ships
    return read_mapping(root, root)


def _by_preset(preset: str, raw: RawTables, beside: str) -> FirstLook:
    mapping = _mapping(preset)
    lines, there, unmatched = [], [], []
    for name, table in mapping.tables.items():
        held = next((found for source in table.sources if (found := raw.find(source)) is not None), None)
        if held is None:
            lines.append(f"# {name}: not there; what needs it stays undecided")
            continue
        there.append(name)
        absent = [
            f"{name}.{field}" for field, column in table.columns.items() if "." not in column and not held.named(column)
        ]
        unmatched += absent
        lines.append(f"# {name}: {held.shown}" + (f"; without {', '.join(absent)}" if absent else ""))
    text = _HEAD.format(source=quoted(beside)) + f"preset: {preset}\n\n" + "\n".join(lines) + "\n" + _REST
    return FirstLook(preset, tuple(there), tuple(unmatched), text)


def _by_names(raw: RawTables, files: Sequence[str], beside: str) -> FirstLook:
    """Match tables and columns by how they are called."""
    fields = load_schema("actuals")["properties"]["tables"]["properties"]
    lines, there, unmatched = ["tables:"], [], []
    for name in TABLES:
        file = next((one for word in _FILES[name] for one in files if _plain(one) == word), None)
        if file is None and name == "opportunities" and len(files) == 1:
            file = files[0]
        held = raw.find(file) if file is not None else None
        if held is None or file is None:
            lines.append(f"  # {name}: no file was found; what needs it stays undecided")
            continue
        there.append(name)
        wanted = list(fields[name]["properties"]["columns"]["properties"])
        matched = _matched(held, wanted)
        missing = [field for field in wanted if field not in matched]
        unmatched += [f"{name}.{field}" for field in missing if name != "opportunities" or field in _NEEDED]
        lines += [f"  {name}:", f"    from: {quoted(file)}", "    columns:"]
        lines += [f"      {quoted(field)}: {quoted(column)}" for field, column in matched.items()]
        if missing:
            lines.append(f"      # no column was found for {', '.join(missing)}")
        used = set(matched.values())
        rest = [own for own, _ in held.columns.values() if own not in used]
        if rest:
            lines.append(f"      # columns that are not used: {_comment(', '.join(rest[:40]))}")
    if "opportunities" not in there:
        raise DataFault(f"no file looks like deals; there are {', '.join(files[:20])}")
    text = _HEAD.format(source=quoted(beside)) + "\n".join(lines) + "\n" + _REST
    return FirstLook("", tuple(there), tuple(unmatched), text)


def _matched(held: RawTable, wanted: Sequence[str]) -> Named[str, str]:
    """Return the column of each field: one that is called so, each column once."""
    known = {_plain(own): own for own, _ in held.columns.values()}
    matched: dict[str, str] = {}
    for field in wanted:
        words = (_plain(field), *_COLUMNS.get(field, ()))
        column = next((known[word] for word in words if word in known and known[word] not in matched.values()), None)
        if column is not None:
            matched[field] = column
    return matched


def _plain(name: str) -> str:
    return re.sub("[^a-z0-9]", "", plain(name).lower())


def _comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def quoted(text: str) -> str:
    """Return a text as YAML: bare where it can only be that text."""
    bare = re.fullmatch("[A-Za-z_][A-Za-z0-9_./-]*", text) is not None
    return text if bare and text.lower() not in _WORDS else json.dumps(text)


_WORDS = frozenset(("on", "off", "yes", "no", "true", "false", "null", "y", "n"))
"""What other readers of YAML take for something else than text."""
_HEAD = """\
# What the CRM's tables mean in the terms of the plan: `coverage-lint review` reads it.
# It was begun by `coverage-lint actuals init`, which looked at the names of files and columns alone: read each line.
coverage_actuals: 1
source: {source}
"""
_REST = """
# How a user of the CRM becomes a person of the plan: by the person's crm_id, else by the e-mail address.
# people:
#   map: {user-id: person-id}

# What words of the CRM mean. Words that the plan itself uses need no line.
# motions:
#   map: {New Customer: new_business}
# stages: {Proposal/Price Quote: propose}
# segments:
#   map: {Large Enterprise: enterprise}

# What the amounts are, in the plan's word under plan.measure; another measure is never compared.
# amount: {measure: arr}

# What one unit of another currency is worth in the plan's.
# rates:
#   - {currency: EUR, rate: 1.08}

# The zone whose days count, for instants such as 2027-05-31T22:30:00Z.
# time_zone: UTC
"""
