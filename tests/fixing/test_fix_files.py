"""`fix` through the command: what it writes, byte for byte, and what it leaves alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from in_process import run_here

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

HEAD = "coverage_model: 1\n"
YEAR = "plan: {fiscal_year: {start: 2027-01-01}}\n"
SETTINGS = "select: [CL0, CL106]\nignore: [CL032]\n"
MONTHS = [f"2027-{month:02}" for month in range(1, 13)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".coverage-lint.yaml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def put(folder: Path, text: str | bytes, name: str = "coverage.yaml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def fix(folder: Path, *arguments: str) -> CompletedProcess[bytes]:
    ended = run_here(folder, "fix", *arguments)
    assert ended.stderr == b"" or "--diff" in arguments or ended.returncode == 2
    return ended


KEPT = (
    "\ufeffcoverage_model: 1 # größe\r\n"
    "people: [ {'id': ada , start:   %s} ,\t{id: bob} ] # two\r\n"
    '\r\nsegments:\r\n  - { "id": "a",\r\n      "tier" : %s } # a long tail   \r\n'
)


def test_all_but_what_is_wrong_stays_as_it_is(folder: Path):
    wrong, right = KEPT % ("2027/1/5", '"AA"'), KEPT % ("2027-01-05", '"A"')
    path = put(folder, wrong)
    ended = fix(folder)
    assert path.read_bytes() == right.encode("utf-8")
    assert ended.returncode == 0
    assert ended.stdout.decode().splitlines()[:3] == [
        "coverage.yaml:2:33: CL010 schema-violation: 2027/1/5 becomes 2027-01-05",
        'coverage.yaml:6:16: CL010 schema-violation: "AA" becomes "A"',
        "repaired 2 findings in 1 file",
    ]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("plan: {ownr: x}\n", "plan: {owner: x}\n"),
        ('goals:\n  - {id: g, "targt": 5}\n', 'goals:\n  - {id: g, "target": 5}\n'),
        ("goals: [{id: g, target: '12,000,000'}]\n", "goals: [{id: g, target: 12_000_000}]\n"),
        ("goals: [{id: g, target: 12 000 000}]\n", "goals: [{id: g, target: 12_000_000}]\n"),
        ("goals: [{id: g, target: +12_000}]\n", "goals: [{id: g, target: 12_000}]\n"),
        ("roles: [{id: r, productivity: 2,285,004}]\n", "roles: [{id: r, productivity: 2_285_004}]\n"),
        ("people: [{id: a, count: 1.500}]\n", "people: [{id: a, count: 1_500}]\n"),
        ("people: [{id: 007}]\n", 'people: [{id: "007"}]\n'),
        ("people: [{id: a, name: true}]\n", 'people: [{id: a, name: "true"}]\n'),
        ("people: [{id: a, start: 31.12.2027}]\n", "people: [{id: a, start: 2027-12-31}]\n"),
        ("plan: {currency: eur} # c\n", "plan: {currency: EUR} # c\n"),
        ("budget: {loaded_factor: '1,3'}\n", "budget: {loaded_factor: 1.3}\n"),
        ("roles: [{id: r, sells: 'yes'}]\n", "roles: [{id: r, sells: true}]\n"),
        ("goals: [{id: g, phasing: {2027-H1: 5, H2: 6}}]\n", "goals: [{id: g, phasing: {H1: 5, H2: 6}}]\n"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_kind_of_slip_is_repaired_in_place(wrong: str, right: str, newline: str, folder: Path):
    path = put(folder, (HEAD + wrong).replace("\n", newline))
    fix(folder)
    assert path.read_bytes() == (HEAD + right).replace("\n", newline).encode("utf-8")


def test_a_quoted_marker_and_a_misspelt_one_are_repaired(folder: Path):
    quoted, misspelt = put(folder, 'coverage_model: "1"\n'), put(folder, "coverage-model: 1\n", "b.yaml")
    assert fix(folder).returncode == 0
    assert quoted.read_text() == misspelt.read_text() == HEAD


def test_json_stays_json(folder: Path):
    text = '{"coverage_model": 1, "goals": [{"id": "g", "target": %s}], "people": [{"id": %s, "start": %s}]}'
    path = put(folder, text % ('"12 k"', "7", "20270105"), "coverage.json")
    fix(folder)
    assert path.read_text() == text % ("12000", '"7"', '"2027-01-05"')


def test_numbers_that_commas_tear_are_put_together_in_json_without_underscores(folder: Path):
    text = '{"coverage_model": 1, "roles": [{"id": "r", "productivity": %s}]}'
    path = put(folder, text % "2,285,004", "coverage.json")
    fix(folder)
    assert path.read_text() == text % "2285004"


TABLE = 'id,{},"start",count\r\n"ada","Ada ""L""",5.1.2027,\r\nbob , Bob ,"{}",  {}  \r\n'


def test_a_table_keeps_its_quotes_spaces_and_line_ends(folder: Path):
    put(folder, HEAD + "people: {from: people.csv}\n")
    path = put(folder, TABLE.format("Name", "2027/2/28", "1'000"), "people.csv")
    assert fix(folder).returncode == 1  # 5.1.2027 is a day in January, or in May
    assert path.read_bytes() == TABLE.format("name", "2027-02-28", "1000").encode("utf-8")


def test_every_column_of_a_misspelt_field_is_named_right(folder: Path):
    put(folder, HEAD + "people: {from: people.csv}\n")
    table = 'id,{0}.Q1 ,quota,"{0}.{1}",{0}.Q3\nada,1,3,2,\n'
    path = put(folder, table.format("phasng", "q2"), "people.csv")
    fix(folder)
    assert path.read_text() == table.format("phasing", "Q2")


def phasing(*entries: str, newline: str = "\n", indent: str = "      ") -> str:
    block = "".join(f"{indent}{entry}{newline}" for entry in entries)
    head = (HEAD + YEAR + "goals:\n  - id: g\n    phasing:\n").replace("\n", newline)
    return head + block


LAYOUTS = {
    "before their months": [
        entry for at in range(4) for entry in (f"Q{at + 1}: 3_000", *(f"{one}: 1_000" for one in MONTHS[at * 3 :][:3]))
    ],
    "behind their months": [
        entry for at in range(4) for entry in (*(f"{one}: 1_000" for one in MONTHS[at * 3 :][:3]), f"Q{at + 1}: 3_000")
    ],
    "first": [*(f"Q{at}: 3_000" for at in range(1, 5)), *(f"{one}: 1_000" for one in MONTHS)],
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("gone", [{"Q1"}, {"Q2"}, {"Q4"}, {"Q2", "Q3"}, {"Q1", "Q3", "Q4"}])
def test_quarters_that_are_left_out_are_the_sums_of_their_months(layout: str, gone: set[str], folder: Path):
    left = [entry for entry in LAYOUTS[layout] if entry[:2] not in gone]
    right = [put(folder, text, name) for text, name in (
        (phasing(*left), "a.yaml"),
        (phasing(*left, newline="\r\n"), "b.yaml"),
        (HEAD + YEAR + f"goals: [{{id: g, phasing: {{{', '.join(left)}}}}}]\n", "c.yaml"),
    )]  # fmt: skip
    assert fix(folder).returncode == 0
    whole = LAYOUTS[layout]
    assert right[0].read_bytes().decode() == phasing(*whole)
    assert right[1].read_bytes().decode() == phasing(*whole, newline="\r\n")
    assert right[2].read_bytes().decode() == HEAD + YEAR + f"goals: [{{id: g, phasing: {{{', '.join(whole)}}}}}]\n"


def test_quarters_beside_a_half_are_the_sums_of_their_months(folder: Path):
    months = [f"{one}: 1" for one in MONTHS[6:]]
    path = put(folder, phasing("H1: 6", *months))
    assert fix(folder).returncode == 0
    assert path.read_text() == phasing("H1: 6", "Q3: 3", *months[:3], "Q4: 3", *months[3:])


def test_a_phasing_over_months_alone_needs_no_quarters(folder: Path):
    text = phasing(*(f"{one}: 1" for one in MONTHS))
    path = put(folder, text)
    assert fix(folder).stdout.startswith(b"nothing to repair\n")
    assert path.read_text() == text


def test_a_quarter_whose_months_are_not_all_there_is_not_made_up(folder: Path):
    text = phasing("Q1: 3", "Q2: 3", "Q3: 3", "2027-10: 1", "2027-11: 1")
    path = put(folder, text)
    assert fix(folder).returncode == 1
    assert path.read_text() == text


IGNORES = """\
coverage_model: 1
# coverage-lint: ignore[CL011] nothing of the kind
people: # all of them # coverage-lint: ignore[CL010] nor of this
  - id: ada # coverage-lint: ignore[CL010, CL011, CL021] twice, since 2024
  - id: ada   # coverage-lint: ignore[CL020] a # coverage-lint: ignore[CL010] b
"""
MENDED = """\
coverage_model: 1
people: # all of them
  - id: ada # coverage-lint: ignore[CL021] twice, since 2024
  - id: ada
"""


def test_ignores_of_no_use_go_and_the_others_stay(folder: Path):
    path = put(folder, IGNORES)
    fix(folder)
    said = path.read_text()
    assert said.splitlines()[:2] == MENDED.splitlines()[:2]
    assert said.splitlines()[3].rstrip() == "  - id: ada"


def test_an_ignore_in_a_cell_of_a_table_leaves_its_cell(folder: Path):
    put(folder, HEAD + "people: {from: people.csv}\n")
    path = put(folder, 'id,coverage_lint\nada,"ignore[CL010] since it is, well, so"\nbob,\n', "people.csv")
    fix(folder)
    assert path.read_text() == "id,coverage_lint\nada,\nbob,\n"


DANGLING = HEAD + "people: [{id: ada}]\ngroups: [{id: g, leader: adda}]\n"


def test_a_reference_is_repaired_only_with_unsafe(folder: Path):
    path = put(folder, DANGLING)
    ended = fix(folder)
    assert path.read_text() == DANGLING
    assert ended.returncode == 1
    assert ended.stdout.decode().splitlines()[:3] == [
        "1 repair needs judgement, and --unsafe:",
        "  coverage.yaml:3:26: CL020 dangling-reference: adda becomes ada",
        "nothing to repair",
    ]
    assert fix(folder, "--unsafe").returncode == 0
    assert path.read_text() == DANGLING.replace("adda", "ada")


def test_only_what_is_selected_is_repaired(folder: Path):
    path = put(folder, HEAD + "plan: {ownr: x, currency: eur}\n")
    fix(folder, "--select", "unknown-key")
    assert path.read_text() == HEAD + "plan: {owner: x, currency: eur}\n"
    ended = fix(folder, "--select", "CL999")
    assert (ended.returncode, ended.stderr) == (
        2,
        b"coverage-lint: error: no policy matches 'CL999'; did you mean CL909?\n",
    )


def test_exit_codes(folder: Path):
    put(folder, HEAD + "plan: {currency: eur}\n")
    assert fix(folder, "--diff").returncode == 1
    assert fix(folder, "--exit-non-zero-on-fix").returncode == 1
    assert fix(folder, "--exit-non-zero-on-fix").returncode == 0
    assert fix(folder, "--diff").returncode == 0
    put(folder, HEAD + "plan: {currency: euro}\n")
    assert fix(folder).returncode == 1


def test_standard_input_cannot_be_repaired(folder: Path):
    ended = fix(folder, "-")
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert b"standard input cannot be repaired" in ended.stderr


def test_only_files_that_were_given_are_written(folder: Path):
    model = put(folder, HEAD + "plan: {currency: eur}\npeople: {from: people.csv}\n")
    table = put(folder, "id,Name\nada,Ada\n", "people.csv")
    ended = fix(folder, "people.csv")
    assert (model.read_text(), table.read_text()) == (
        HEAD + "plan: {currency: eur}\npeople: {from: people.csv}\n",
        "id,name\nada,Ada\n",
    )
    told = "coverage.yaml:2:18: CL010 schema-violation: not repaired (eur becomes EUR): coverage.yaml was not named"
    assert f"{told}, so it is not written\n" in ended.stdout.decode()
    put(folder, "id,Name\nada,Ada\n", "people.csv")
    fix(folder, "coverage.yaml")
    assert table.read_text() == "id,Name\nada,Ada\n"
    assert "EUR" in model.read_text()


def test_a_file_that_two_models_name_differently_is_repaired_once(folder: Path):
    put(folder, HEAD + "people: {from: people.csv}\n", "a.yaml")
    put(folder, HEAD + "people: {from: linked.csv}\nroles: [{id: ae}]\n", "b.yaml")
    table = put(folder, "id,Name,status\nada,Ada,actve\n", "people.csv")
    (folder / "linked.csv").symlink_to("people.csv")
    assert fix(folder).returncode == 0
    assert table.read_text() == "id,name,status\nada,Ada,active\n"
    assert (folder / "linked.csv").is_symlink()


def test_a_file_behind_a_link_out_of_the_repository_is_not_written(tmp_path: Path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    (inside / ".git").mkdir(parents=True)
    wrong = put(outside, HEAD + "plan: {currency: eur}\n")
    (inside / "coverage.yaml").symlink_to(wrong)
    assert run_here(inside, "fix", "coverage.yaml").returncode != 0
    assert wrong.read_text() == HEAD + "plan: {currency: eur}\n"


EXPORTED = 'Personalnr.;"Name";Rolle;Beginn\r\nada;Ada Größe;ae;2027/1/5\r\nbob;Bob;aee;31.12.2026\r\n'
COLUMNS = "columns: {id: Personalnr., role: Rolle, start: Beginn}"
OPTIONS = f'{{from: people.csv, delimiter: ";", encoding: %s, dates: dmy, {COLUMNS}}}'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
def test_a_table_keeps_its_encoding_and_its_delimiter(encoding: str, folder: Path):
    put(folder, f"{HEAD}roles: [{{id: ae}}]\npeople: {OPTIONS % encoding}\n")
    path = put(folder, EXPORTED.encode(encoding), "people.csv")
    assert fix(folder, "--unsafe").returncode == 1  # the header is the export's own, and may mean a field or not
    right = EXPORTED.replace("2027/1/5", "2027-01-05").replace(";aee;", ";ae;")
    assert path.read_bytes() == right.encode(encoding)


def test_a_patch_is_in_the_encoding_of_its_file(folder: Path):
    put(folder, f"{HEAD}roles: [{{id: ae}}]\npeople: {OPTIONS % 'windows-1252'}\n")
    put(folder, EXPORTED.encode("windows-1252"), "people.csv")
    assert "-ada;Ada Größe;ae;2027/1/5\r\n".encode("windows-1252") in fix(folder, "--diff").stdout
    put(folder, f"{HEAD}roles: [{{id: ae}}]\npeople: {OPTIONS % 'utf-16'}\n")
    put(folder, EXPORTED.encode("utf-16"), "people.csv")
    ended = fix(folder, "--diff")
    assert (ended.returncode, ended.stdout) == (1, b"")
    assert b"people.csv is UTF-16, which no patch can hold\n" in ended.stderr


BESIDE = 'people: {{from: people.csv, {}: ";", {}: {}, columns: {{id: {}, {}: Rolle}}}}\n'


def test_what_stands_beside_from_is_repaired(folder: Path):
    put(folder, "Personalnummer;Rolle\nada;ae\n", "people.csv")
    right = BESIDE.format("delimiter", "encoding", "windows-1252", "Personalnummer", "role")
    for wrong in (
        BESIDE.format("delimter", "encodng", "windows-1252", "Personalnumer", "role"),
        BESIDE.format("delimiter", "encoding", "windows-12522", "Personalnummer", "roel"),
    ):
        path = put(folder, f"{HEAD}roles: [{{id: ae}}]\n{wrong}")
        assert fix(folder).returncode == 0
        assert path.read_text() == f"{HEAD}roles: [{{id: ae}}]\n{right}"
