"""Each command that docs/review.md shows is run as it stands there, for each of the CRMs whose mapping it shows."""

from __future__ import annotations

import csv
import re
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import oracle
import pytest
from crm.acme_year import acme_crm
from crms import ACME, ACME_CRM, ACME_PLAN
from in_process import run_here

from coverage_lint.language.format import money_short

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAGE = (Path(__file__).parents[2] / "docs" / "review.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("coverage-lint ")
]
_MAPPING = re.compile(r"^```yaml\n# plans/2027/actuals.yaml, for (\w+).*?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MAPPINGS: dict[str, str] = dict(_MAPPING.findall(PAGE))
CRM = acme_crm()
WON = oracle.won(ACME_PLAN, ACME_CRM._replace(partners=frozenset()), oracle.as_of(ACME_CRM))
"""With what the partner sold: the mappings of the page say nothing of partners."""
EMAILS = {user.employee: user.email for user in CRM.users if user.employee}


def table(path: Path, rows: Iterable[Mapping[str, object]], delimiter: str = ",") -> None:
    listed = list(rows)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(listed[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(listed)


def salesforce(folder: Path) -> None:
    """Write the tables as Data Loader does."""
    table(folder / "Opportunity.csv", (
        {"Id": one.id, "AccountId": one.account, "OwnerId": one.owner, "Type": one.type, "StageName": one.stage,
         "Amount": one.amount, "CreatedDate": one.created, "LastModifiedDate": one.modified,
         "CloseDate": one.close_date, "IsClosed": one.closed, "IsWon": one.won, "IsDeleted": "false",
         "NextStep": one.next_step} for one in CRM.opportunities))  # fmt: skip
    table(folder / "Account.csv", (
        {"Id": one.id, "OwnerId": one.owner, "ParentId": one.parent, "CreatedDate": one.created, "IsDeleted": "false",
         "Segment__c": one.segment, "Territory__c": one.territory} for one in CRM.accounts))  # fmt: skip
    table(folder / "User.csv", ({"Id": one.id, "Email": one.email, "IsActive": one.active} for one in CRM.users))
    table(folder / "OpportunityHistory.csv", (
        {"OpportunityId": one.opportunity, "StageName": one.stage, "CreatedDate": f"{one.on}T12:00:00.000Z"}
        for one in CRM.stage_history))  # fmt: skip


def hubspot(folder: Path) -> None:
    """Write the tables as Fivetran does."""
    kinds = {"New Business": "newbusiness", "Expansion": "expansion", "Renewal": "renewal"}
    stages = sorted({one.stage for one in CRM.opportunities})
    table(folder / "deal.csv", (
        {"deal_id": one.id, "owner_id": one.owner, "deal_pipeline_stage_id": stages.index(one.stage),
         "property_dealtype": kinds[one.type], "property_amount": one.amount, "property_createdate": one.created,
         "property_hs_lastmodifieddate": one.modified, "property_closedate": one.close_date, "is_deleted": "false"}
        for one in CRM.opportunities))  # fmt: skip
    table(folder / "deal_pipeline_stage.csv", (
        {"stage_id": at, "label": stage, "is_closed": str("losed" in stage).lower(),
         "closed_won": str("won" in stage).lower(), "_fivetran_deleted": "false"}
        for at, stage in enumerate(stages)))  # fmt: skip
    table(folder / "deal_company.csv", (
        {"deal_id": one.id, "company_id": one.account} for one in CRM.opportunities if one.account))  # fmt: skip
    table(folder / "company.csv", (
        {"id": one.id, "property_hubspot_owner_id": one.owner, "property_createdate": one.created,
         "property_segment": one.segment, "property_territory": one.territory, "is_deleted": "false"}
        for one in CRM.accounts))  # fmt: skip
    table(folder / "owner.csv", ({"owner_id": one.id, "email": one.email, "last_name": "X"} for one in CRM.users))


def anything(folder: Path) -> None:
    """Write the tables as a spreadsheet of another country does."""

    def day(iso: str) -> str:
        return ".".join(reversed(iso[:10].split("-")))

    table(folder / "deals.csv", (
        {"Number": one.id, "Customer": one.account, "Salesperson": one.owner, "Kind": one.type, "stage": one.stage,
         "Value": one.amount.replace(".", ","), "created": day(one.created), "modified": day(one.modified),
         "Closes on": day(one.close_date), "closed": one.closed, "won": one.won} for one in CRM.opportunities),
        delimiter=";")  # fmt: skip
    table(folder / "customers.csv", (
        {"Number": one.id, "Salesperson": one.owner, "Segment": one.segment, "Region": one.territory}
        for one in CRM.accounts))  # fmt: skip
    table(folder / "staff.csv", (
        {"Number": one.id, "Mail": one.email, "Plan id": one.employee} for one in CRM.users))  # fmt: skip


EXPORTS = {"Salesforce": salesforce, "HubSpot": hubspot, "CSV": anything}


def prepare(folder: Path, mapping: str, export) -> None:
    """Put Acme's plan, with its people's e-mail addresses, and an exported CRM where the page says."""
    plan = folder / "plans" / "2027"
    (plan / "crm").mkdir(parents=True)
    export(plan / "crm")
    (plan / "actuals.yaml").write_text(mapping, encoding="utf-8")
    shutil.copy(ACME / "coverage.yaml", plan)
    shutil.copytree(ACME / "reviews", plan / "reviews")
    with open(ACME / "people.csv", encoding="utf-8", newline="") as file:
        table(plan / "people.csv", ({**row, "email": EMAILS.get(row["id"], "")} for row in csv.DictReader(file)))


def test_the_page_shows_a_mapping_for_each_crm():
    assert set(MAPPINGS) == set(EXPORTS)
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("name", EXPORTS)
def test_the_first_review_says_where_the_year_lands(tmp_path, name):
    prepare(tmp_path, MAPPINGS[name], EXPORTS[name])
    checked = run_here(tmp_path, "check", "plans/2027", "--format", "concise")
    assert (checked.returncode, checked.stdout) == (0, b"")
    ended = run_here(tmp_path, "review", "plans/2027", "--format", "text")
    first = ended.stdout.decode().partition("\n")[0]
    assert ended.returncode == 1, ended.stderr
    assert first.startswith(f"On 2027-09-30, {money_short(WON)} is won of "), first


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_runs(tmp_path, command):
    prepare(tmp_path, MAPPINGS["Salesforce"], salesforce)
    if "actuals init" in command:
        (tmp_path / "plans" / "2027" / "actuals.yaml").unlink()
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    ended = run_here(tmp_path, *shlex.split(command)[1:])
    assert ended.returncode in (0, 1), ended.stderr
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} - {
        path.relative_to(tmp_path).as_posix() for path in before
    }
    if "--write" in command:
        assert made == {"plans/2027/reviews/2027-09.yaml"}
    elif "actuals init" in command:
        assert made == {"plans/2027/actuals.yaml"}
        assert b": salesforce, 4 of 6 tables" in ended.stdout
    elif "--evidence" in command:
        assert made
        assert all(re.fullmatch(r"evidence/CR\d+\S*\.csv", path) for path in made)
    else:
        assert made == set()
