"""What settings decide, told by the command: what is asked, how grave it is, and what nothing can silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from told import BASELINE, OWN, as_json, check, misuse, run, write

from coverage_lint.engine.executor import default_engine

if TYPE_CHECKING:
    from pathlib import Path

    from told import Told

ENGINES = sorted({default_engine(), "interpreter"})
MODEL = "coverage_model: 1\nplan: {nmae: x}\ngroups:\n  - {id: a, qouta: 4}\n  - {id: b}\npeople: [{id: p, group: c}]\n"
"""CL011 twice, CL020 once and CL304 twice, beside others."""
WATCHED = "select: [CL011, CL020, CL304]\n"
BROKEN = "coverage_model: 1\na: [\n"


def counted(told: Told, *codes: str) -> dict[str, int]:
    return {code: told.codes.count(code) for code in codes}


def settled(folder: Path, settings: str, *arguments: str, model: str = MODEL) -> Told:
    write(folder, "plan.yaml", model)
    write(folder, OWN, settings)
    return check(folder, *arguments)


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ("{}", {"CL011": 2, "CL020": 1, "CL304": 2}),
        ("select: [CL011]", {"CL011": 2, "CL020": 0, "CL304": 0}),
        ("select: [CL0]", {"CL011": 2, "CL020": 1, "CL304": 0}),
        ("select: [unknown-key, group-without-leader]", {"CL011": 2, "CL020": 0, "CL304": 2}),
        ("ignore: [CL01, CL304]", {"CL011": 0, "CL020": 1, "CL304": 0}),
        ("ignore: [dangling-reference]", {"CL011": 2, "CL020": 0, "CL304": 2}),
        ("{select: [CL0], ignore: [CL02]}", {"CL011": 2, "CL020": 0, "CL304": 0}),
        ("severity: {CL304: off}", {"CL011": 2, "CL020": 1, "CL304": 0}),
        ("severity: {CL0: off, group-without-leader: info}", {"CL011": 0, "CL020": 0, "CL304": 2}),
        ("severity: {CL: off, CL304: info}", {"CL011": 0, "CL020": 0, "CL304": 2}),
        ("per-file: {plan.yaml: {select: [CL304]}}", {"CL011": 0, "CL020": 0, "CL304": 2}),
        ("per-file: {other.yaml: {select: [CL304]}}", {"CL011": 2, "CL020": 1, "CL304": 2}),
        ("per-file: {'*.yaml': {ignore: [CL304]}}", {"CL011": 2, "CL020": 1, "CL304": 0}),
        ("{select: [CL304, CL02], per-file: {'*.yaml': {severity: {CL3: off}}}}", {"CL011": 0, "CL020": 1, "CL304": 0}),
    ],
)
def test_settings_say_what_is_asked(tmp_path: Path, settings: str, codes: dict[str, int]):
    assert counted(settled(tmp_path, settings), *codes) == codes


@pytest.mark.parametrize("word", ["CL304", "CL30", "CL3", "C", "group-without-leader"])
@pytest.mark.parametrize(("severity", "status"), [("error", 1), ("warning", 0), ("info", 0)])
def test_severities_go_by_code_prefix_and_name(tmp_path: Path, word: str, severity: str, status: int):
    told = settled(tmp_path, f"severity: {{{word}: {severity}}}", "--select", "CL304")
    lines = [f"plan.yaml:{line}:{column} {severity} CL304" for line, column in ((4, 10), (5, 10))]
    assert (told.findings, told.status) == (lines, status)


def test_the_more_exact_word_goes_first_and_what_is_set_per_file_before_all(tmp_path: Path):
    settings = "severity: {CL: info, CL304: error, CL30: 'off', CL3: warning}\n"
    assert {one.split()[1] for one in settled(tmp_path, settings, "--select", "CL304").findings} == {"error"}
    settings += "per-file: {'*': {severity: {C: warning}}}\n"
    assert {one.split()[1] for one in settled(tmp_path, settings, "--select", "CL304").findings} == {"warning"}


def test_what_is_off_is_not_undecided_either(tmp_path: Path):
    write(tmp_path, "plan.yaml", MODEL)
    before = {one["code"] for one in as_json(tmp_path, "plan.yaml")["models"][0]["undecided"]}
    assert before
    some = min(before)
    write(tmp_path, OWN, f"severity: {{{some}: off}}")
    assert {one["code"] for one in as_json(tmp_path, "plan.yaml")["models"][0]["undecided"]} == before - {some}


LIMIT = """coverage_model: 1
goals: [{id: a, motion: new_business, target: 10_000_000}]
groups: [{id: g, targets: {a: 10_000_000}, quota: QUOTA}]
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("quota", "fires"), [("11_200_000", False), ("11_199_999.99", True)])
@pytest.mark.parametrize("word", ["CL301", "quota-over-assignment"])
def test_a_parameter_holds_to_the_cent(tmp_path: Path, engine: str, quota: str, fires: bool, word: str):  # noqa: FBT001
    settings = f"parameters: {{{word}: {{over_assignment: 0.12}}}}"
    told = settled(tmp_path, settings, "--select", "CL301", "--engine", engine, model=LIMIT.replace("QUOTA", quota))
    assert told.codes == ["CL301"] * fires


PACK = """- code: AC101
  name: group-too-rich
  title: No group carries too much
  severity: error
  why: Because it is so.
  source: the board
  parameters:
    most: {type: money, default: 1000, minimum: 0, about: what a group may carry}
  for: group
  when: quota > most
  message: "{id} carries {quota:money}"
  at: quota
  help: Give some of it to another group.
"""
RICH = "coverage_model: 1\ngroups: [{id: a, quota: 1000}, {id: b, quota: 1000.01}, {id: c, quota: 2000}]\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_pack_of_ones_own_is_asked_selected_set_and_ignored_like_any(tmp_path: Path, engine: str):
    write(tmp_path, "rules/rich.yaml", PACK)
    write(tmp_path, "plan.yaml", RICH)
    write(tmp_path, OWN, "policies: [rules]\n")

    def told(settings: str, *arguments: str) -> list[str]:
        write(tmp_path, OWN, "policies: [rules]\n" + settings)
        return [one for one in check(tmp_path, "--engine", engine, *arguments).findings if "AC" in one]

    assert told("") == ["plan.yaml:2:47 error AC101", "plan.yaml:2:72 error AC101"]
    assert told("", "--select", "AC1") == told("")
    assert told("", "--select", "group-too-rich") == told("")
    assert told("", "--ignore", "AC101") == []
    assert told("", "--select", "CL3") == []
    assert told("select: [CL3]") == []
    assert told("severity: {AC: info}", "--select", "AC") == [one.replace("error", "info") for one in told("")]
    assert told("parameters: {AC101: {most: 1000.01}}") == ["plan.yaml:2:72 error AC101"]
    assert told("parameters: {group-too-rich: {most: 2000}}") == []


CASES = """- policy: AC101
  name: a cent more than they may
  parameters: {most: 100_000}
  model: |
    partners: null
    segments: null
    groups:
      - id: hunters
        quota: 100000.01  # fires AC101
      - {id: sales, quota: 1}
      - {id: farmers, quota: 100000}
- policy: AC101
  name: what they may
  parameters: {most: 100_000}
  model: |
    groups:
      - {id: sales, quota: 1}
      - {id: hunters, quota: 100000}
      - {id: farmers, quota: 100000}
"""


def test_a_pack_has_its_cases(tmp_path: Path):
    write(tmp_path, "rules/rich.yaml", PACK)
    write(tmp_path, "rules/rich.cases.yaml", CASES)
    passed = run(tmp_path, "policies", "test", "rules")
    assert passed.status == 0, passed
    write(tmp_path, "rules/rich.cases.yaml", CASES.replace("100000.01", "100000"))
    assert run(tmp_path, "policies", "test", "rules").status == 1


def test_a_pack_can_be_ignored_in_the_model_and_baselined(tmp_path: Path):
    write(tmp_path, "rules/rich.yaml", PACK)
    write(tmp_path, OWN, "policies: [rules]\n")
    text = "coverage_model: 1\ngroups:\n  - {id: b, quota: 1001} # coverage-lint: ignore[AC101] they asked\n"
    write(tmp_path, "plan.yaml", text)
    assert not {"AC101", "CL030"} & set(check(tmp_path).codes)
    assert check(tmp_path, "--select", "CL03,CL3").codes.count("CL030") == 0  # AC101 was not asked
    write(tmp_path, "plan.yaml", RICH)
    assert run(tmp_path, "baseline").status == 0
    assert check(tmp_path).findings == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("AC101", "CL001"), "CL001"),
        (("AC101", "CL099"), "CL099"),
        (("group-too-rich", "not-parsable"), "not-parsable"),
        (("AC101", "CL301"), "another policy"),
        (("quota > most", "qouta > most"), "qouta"),
    ],
)
def test_a_pack_that_is_wrong_is_told_at_its_line(tmp_path: Path, change: tuple[str, str], said: str):
    write(tmp_path, "rules/rich.yaml", PACK.replace(*change))
    write(tmp_path, "plan.yaml", RICH)
    write(tmp_path, OWN, "policies: [rules]\n")
    told = misuse(tmp_path, "check")
    assert said in told
    assert "rules/rich.yaml:" in told


def test_models_under_several_settings_each_go_by_their_own_in_one_run(tmp_path: Path):
    for folder, most in (("a", 1000), ("b", 1500)):
        write(tmp_path, f"{folder}/plan.yaml", RICH)
        write(tmp_path, f"{folder}/rules/rich.yaml", PACK)
        write(tmp_path, f"{folder}/{OWN}", f"policies: [rules]\nselect: [AC]\nparameters: {{AC101: {{most: {most}}}}}")
    write(tmp_path, "c/plan.yaml", RICH)
    write(tmp_path, f"c/{OWN}", "select: [CL304]\nfail-on: never\n")
    for engine in ENGINES:
        told = check(tmp_path, "--engine", engine)
        assert told.findings == [
            "a/plan.yaml:2:47 error AC101",
            "a/plan.yaml:2:72 error AC101",
            "b/plan.yaml:2:72 error AC101",
            *(f"c/plan.yaml:2:{column} error CL304" for column in (15, 37, 62)),
        ]
        assert told.status == 1
    assert check(tmp_path, "c").status == 0


def test_the_command_line_may_name_what_only_a_models_own_settings_know(tmp_path: Path):
    write(tmp_path, "a/plan.yaml", RICH)
    write(tmp_path, "a/rules/rich.yaml", PACK)
    write(tmp_path, f"a/{OWN}", "policies: [rules]\n")
    write(tmp_path, "b/plan.yaml", RICH)
    assert check(tmp_path, "--select", "AC101").codes == ["AC101", "AC101", "CL034"]  # of b, nothing is asked
    assert "did you mean" in misuse(tmp_path, "check", "--select", "AC102")
    assert "AC101" in misuse(tmp_path, "check", "b", "--select", "AC101")


def test_settings_of_no_model_are_none_of_a_runs(tmp_path: Path):
    write(tmp_path, OWN, "fail-on: eror\n")
    write(tmp_path, "a/plan.yaml", RICH)
    write(tmp_path, f"a/{OWN}", "")
    assert check(tmp_path, "a", "--select", "CL304").codes == ["CL304"] * 3


@pytest.mark.parametrize(
    ("settings", "option", "status"),
    [
        ("fail-on: warning", None, 1),
        ("fail-on: info", None, 1),
        ("fail-on: error", None, 0),
        ("fail-on: never", None, 0),
        ("fail-on: warning", "error", 0),
        ("fail-on: never", "warning", 1),
        ("{}", None, 0),
        ("{}", "info", 1),
        ("{fail-on: warning, severity: {CL304: info}}", None, 0),
        ("{fail-on: error, severity: {CL304: error}}", None, 1),
    ],
)
def test_what_fails_a_run(tmp_path: Path, settings: str, option: str | None, status: int):
    settings = settings if "CL304" in settings else settings.replace("{}", "") + "\nseverity: {CL304: warning}"
    told = settled(tmp_path, settings, "--select", "CL304", *(("--fail-on", option) if option else ()))
    assert (told.codes, told.status) == (["CL304"] * 2, status)


@pytest.mark.parametrize(
    ("settings", "options", "status"),
    [("drafts: strict", (), 1), ("drafts: lenient", (), 0), ("drafts: lenient", ("--strict",), 1), ("{}", (), 0)],
)
def test_drafts(tmp_path: Path, settings: str, options: tuple[str, ...], status: int):
    draft = MODEL.replace("plan: {nmae: x}", "plan: {status: draft}")
    assert settled(tmp_path, settings, "--select", "CL304", *options, model=draft).status == status
    assert settled(tmp_path, settings, "--select", "CL0", *options, model=draft).status == 1


def test_what_is_excluded_is_passed_by_in_a_search_and_checked_when_named(tmp_path: Path):
    write(tmp_path, "old/plan.yaml", MODEL)
    told = settled(tmp_path, WATCHED + "exclude: [old/]")
    assert {one.split(":")[0] for one in told.findings} == {"plan.yaml"}
    assert {one.split(":")[0] for one in check(tmp_path, ".").findings} == {"plan.yaml"}
    for named in ("old/plan.yaml", "./old/../old/plan.yaml", str(tmp_path / "old" / "plan.yaml")):
        assert {one.split(":")[0] for one in check(tmp_path, named).findings} == {"old/plan.yaml"}


def test_limits_go_by_the_settings_of_each_model(tmp_path: Path):
    write(tmp_path, "a/plan.yaml", MODEL)
    write(tmp_path, f"a/{OWN}", "limits: {size: 20}")
    told = settled(tmp_path, WATCHED)
    assert "CL004" in {one.split()[2] for one in told.findings if one.startswith("a/")}
    assert "CL004" not in {one.split()[2] for one in told.findings if one.startswith("plan")}


def test_settings_name_the_baseline_for_both_commands(tmp_path: Path):
    write(tmp_path, "plans/plan.yaml", MODEL)
    write(tmp_path, OWN, "baseline: kept/old.json\n")
    (tmp_path / "kept").mkdir()
    assert check(tmp_path).status == 1  # it need not be there yet
    assert "kept/old.json" in run(tmp_path, "baseline").out
    assert not (tmp_path / BASELINE).exists()
    for folder, path in ((tmp_path, "."), (tmp_path / "plans", "plan.yaml"), (tmp_path / "kept", "../plans")):
        assert check(folder, path).findings == []
    assert "kept/old.json already exists" in misuse(tmp_path, "baseline")
    assert "0 dropped" in run(tmp_path / "plans", "baseline", "--update").out


SILENCING = (
    "{}",
    "select: [CL3]",
    "ignore: [CL0]",
    "ignore: [CL]",
    "severity: {CL0: off}",
    "severity: {CL: info}",
    "per-file: {'*': {severity: {CL0: off}, ignore: [CL0], select: [CL9]}}",
    "drafts: lenient",
)


@pytest.mark.parametrize("settings", SILENCING)
@pytest.mark.parametrize(
    "options",
    [(), ("--select", "CL3"), ("--ignore", "CL0"), ("--ignore", "CL001"), ("--select", "CL3", "--ignore", "CL")],
)
@pytest.mark.parametrize(
    ("broken", "code", "place"),
    [
        ("# coverage-lint: ignore-file[CL0] no\n" + BROKEN, "CL001", "4:1"),
        (
            "# coverage-lint: ignore-file[CL] no\ncoverage_model: 1\nplan: {status: draft, status: draft}\n",
            "CL003",
            "3:23",
        ),
    ],
)
def test_nothing_silences_what_keeps_a_file_from_being_read(
    tmp_path: Path, settings: str, options: tuple[str, ...], broken: str, code: str, place: str
):
    if "CL9" in settings:
        settings = settings.replace("CL9", "CL304")
    key = {"file": "plan.yaml", "code": code, "entity": "", "field": "", "count": 9}
    write(tmp_path, BASELINE, f'{{"version": 2, "findings": [{str(key).replace(chr(39), chr(34))}]}}')
    told = settled(tmp_path, settings, *options, model=broken)
    assert f"plan.yaml:{place} error {code}" in told.findings
    assert told.status == 1


@pytest.mark.parametrize("word", ["CL001", "CL00", "CL006"])
@pytest.mark.parametrize("setting", ["ignore: [{}]", "severity: {{{}: info}}", "per-file: {{'*': {{ignore: [{}]}}}}"])
def test_settings_that_would_silence_it_are_refused(tmp_path: Path, word: str, setting: str):
    write(tmp_path, "plan.yaml", MODEL)
    write(tmp_path, OWN, setting.format(word))
    assert "always an error" in misuse(tmp_path, "check")


@pytest.mark.parametrize(
    "model", [MODEL, BROKEN, b"coverage_model: 1\nname: \xff\n", "coverage_model: 1\n? [a]\n: b\n"]
)
@pytest.mark.parametrize(
    "settings",
    [
        "fail-on: eror",
        "select: [CL777]",
        "parameters: {CL301: {over_assignment: 7}}",
        "parameters: {CL301: {over: 1}}",
        "policies: [nowhere]",
        "severity: {CL301: fatal}",
        "limits: {size: 0}",
        "a: [",
    ],
)
def test_wrong_settings_are_told_whatever_the_model_holds(tmp_path: Path, settings: str, model: str | bytes):
    write(tmp_path, "plan.yaml", model)
    write(tmp_path, OWN, settings)
    for call in (("check",), ("check", "plan.yaml", "--select", "CL0"), ("baseline",)):
        assert f"{OWN}:1:" in misuse(tmp_path, *call)
    assert not (tmp_path / BASELINE).exists()


def test_the_settings_of_the_folder_that_is_searched_exclude_too(tmp_path):
    inner = tmp_path / "made" / "plan"
    inner.mkdir(parents=True)
    (tmp_path / ".coverage-lint.yaml").write_text("exclude: [made/]\n")
    (inner / ".coverage-lint.yaml").write_text("select: [CL0]\n")
    (inner / "plan.yaml").write_text("coverage_model: 1\n")
    (tmp_path / "plan.yaml").write_text("coverage_model: 1\n")
    from coverage_lint.checking.options import Options
    from coverage_lint.checking.run import check_paths

    assert [model.path for model in check_paths([], Options(), str(tmp_path)).models] == ["plan.yaml"]
    assert [model.path for model in check_paths(["made/plan/plan.yaml"], Options(), str(tmp_path)).models] == [
        "made/plan/plan.yaml"
    ]


# --- The command line goes before settings ---------------------------------------------------------------------------

LEFT_OUT = (
    "ignore: [CL304]",
    "ignore: [CL]",
    "ignore: [group-without-leader]",
    "select: [CL0]",
    "severity: {CL304: off}",
    "severity: {CL3: off}",
    "severity: {group-without-leader: off}",
    "per-file: {'*': {ignore: [CL304]}}",
    "per-file: {'*': {select: [CL0]}}",
    "per-file: {'*': {severity: {CL: off}}}",
    "{select: [CL304], ignore: [CL3]}",
)


@pytest.mark.parametrize("settings", LEFT_OUT)
@pytest.mark.parametrize("word", ["CL304", "CL30", "group-without-leader"])
def test_what_the_command_line_selects_is_asked_whatever_settings_leave_out(tmp_path: Path, settings: str, word: str):
    told = settled(tmp_path, settings, "--select", word)
    assert "plan.yaml:4:10 error CL304" in told.findings
    assert told.status == 1


def test_a_policy_of_ones_own_that_settings_leave_out_is_asked_likewise(tmp_path: Path):
    write(tmp_path, "rules/rich.yaml", PACK)
    for setting in ("ignore: [AC101]", "severity: {group-too-rich: off}", "select: [CL0]"):
        told = settled(tmp_path, f"policies: [rules]\n{setting}\n", "--select", "AC", model=RICH)
        assert told.findings == ["plan.yaml:2:47 error AC101", "plan.yaml:2:72 error AC101"]


def test_one_that_is_off_has_the_severity_that_holds_without_that(tmp_path: Path):
    told = settled(tmp_path, "severity: {CL: info, CL304: off}", "--select", "CL304")
    assert {one.split()[1] for one in told.findings} == {"info"}


def test_ignore_on_the_command_line_takes_back_what_select_names(tmp_path: Path):
    told = settled(tmp_path, "ignore: [CL304]", "--select", "CL0,CL304", "--ignore", "CL304,CL02")
    assert told.codes == ["CL011", "CL011"]


NOTHING = {
    "select and ignore": ("{}", ("--select", "CL304", "--ignore", "CL304"), "--select CL304 and --ignore CL304 leave"),
    "a prefix": ("{}", ("--select", "CL304,CL305", "--ignore", "CL3"), "--select CL304,CL305 and --ignore CL3 leave"),
    "everything": ("{}", ("--ignore", "CL"), "--ignore CL"),
    "a name": ("{}", ("--select", "CL304", "--ignore", "group-without-leader"), "group-without-leader leave"),
    "settings": ("ignore: [CL]", (), f"{OWN} leaves"),
    "settings that are off": ("severity: {C: off}", (), f"{OWN} leaves"),
    "settings and the call": ("select: [CL304]", ("--ignore", "CL304"), f"--ignore CL304 and {OWN} leave"),
    "per file": ("per-file: {'*.yaml': {select: [CL304], ignore: [CL3]}}", (), f"{OWN} leaves"),
    "ignores that are not read": ("{}", ("--select", "CL03", "--no-ignores"), "--select CL03 leaves"),
}


@pytest.mark.parametrize(("settings", "options", "said"), NOTHING.values(), ids=NOTHING)
def test_a_run_that_asks_nothing_says_so(tmp_path: Path, settings: str, options: tuple[str, ...], said: str):
    write(tmp_path, "plan.yaml", MODEL)
    write(tmp_path, OWN, settings)
    for command in (("check",), ("check", "plan.yaml"), ("report", "plan.yaml"), ("diff", "plan.yaml", "plan.yaml")):
        told = " ".join(misuse(tmp_path, *command, *options).split())
        assert said in told
        assert "no policy to ask, so nothing has been checked" in told
    if not options:
        assert "no policy to ask" in misuse(tmp_path, "baseline")
        assert not (tmp_path / BASELINE).exists()


def test_a_run_that_asks_nothing_raises_misuse_from_python_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from coverage_lint import Misuse
    from coverage_lint import check as checked

    write(tmp_path, "plan.yaml", MODEL)
    write(tmp_path, OWN, "ignore: [CL304]\n")
    monkeypatch.chdir(tmp_path)
    assert [one.code for one in checked("plan.yaml", select="CL304").findings()] == ["CL304", "CL304"]
    with pytest.raises(Misuse, match="no policy to ask"):
        checked("plan.yaml", select="CL304", ignore="CL304")


def test_what_keeps_a_file_from_being_read_is_told_where_nothing_else_is_asked(tmp_path: Path):
    told = settled(tmp_path, "ignore: [CL]", model=BROKEN)
    assert (told.codes, told.status) == (["CL001"], 1)
    assert settled(tmp_path, "{}", "--select", "CL001").status == 0


def test_one_model_of_which_something_is_asked_is_enough(tmp_path: Path):
    write(tmp_path, "archive/plan.yaml", MODEL)
    told = settled(tmp_path, "per-file: {archive/: {ignore: [CL]}}\nselect: [CL304]\n")
    assert {one.split(":")[0] for one in told.findings if "CL034" not in one} == {"plan.yaml"}
    assert "no policy to ask" in misuse(tmp_path, "check", "archive")


PARTLY = "per-file: {archive/: {ignore: [CL]}}\nignore: [CL0, CL1, CL2, CL3, CL4, CL5, CL6, CL7]\n"
UNASKED = "archive/plan.yaml:1:1 error CL034"


@pytest.mark.parametrize("model", [MODEL, MODEL.replace("nmae: x", "status: draft")], ids=["in force", "a draft"])
def test_one_of_several_models_of_which_nothing_is_asked_does_not_look_clean(tmp_path: Path, model: str):
    write(tmp_path, "archive/plan.yaml", f"# ours\n{model}")
    told = settled(tmp_path, PARTLY)
    unasked = [one for one in told.findings if "CL034" in one]
    assert (unasked, told.status) == (["archive/plan.yaml:2:1 error CL034"], 1)
    for form in ("text", "markdown"):
        shown = " ".join(run(tmp_path, "check", "--format", form).out.split())
        assert f"{OWN} leaves no policy to ask of this model, so it has not been checked" in shown
        assert "2 models: no findings" not in shown
    (archived, own) = as_json(tmp_path)["models"]
    assert [one["code"] for one in archived["findings"]] == ["CL034"]
    assert "CL034" not in [one["code"] for one in own["findings"]]
    assert run(tmp_path, "check", "--fail-on", "never").status == 0


def test_nothing_silences_that_nothing_is_asked(tmp_path: Path):
    write(tmp_path, "archive/plan.yaml", MODEL.replace("\n", " # coverage-lint: ignore[CL034] it is old\n", 1))
    settled(tmp_path, PARTLY)
    assert run(tmp_path, "baseline").status == 0
    told = check(tmp_path)
    assert (told.findings, told.status) == ([UNASKED], 1)
    for setting in ("ignore: [CL034]", "severity: {CL034: 'off'}", "per-file: {archive/: {ignore: [nothing-asked]}}"):
        write(tmp_path, OWN, f"{setting}\n")
        assert "no setting can turn it off" in " ".join(misuse(tmp_path, "check").split())


def test_a_policy_of_one_folder_alone_leaves_nothing_to_ask_of_the_others(tmp_path: Path):
    write(tmp_path, "east/plan.yaml", MODEL)
    write(tmp_path, f"east/{OWN}", "policies: [rules]\n")
    write(tmp_path, "east/rules/rich.yaml", PACK)
    told = settled(tmp_path, "{}", "--select", "AC")
    assert [one for one in told.findings if "CL034" in one] == ["plan.yaml:1:1 error CL034"]
    assert "--select AC leaves no policy to ask of this model" in run(tmp_path, "check", "--select", "AC").out
    assert check(tmp_path, "east", "--select", "AC").findings == ["east/plan.yaml:5:10 error CL032"]  # b has no quota
    assert "no policy to ask" in misuse(tmp_path, "check", "east", "--select", "CL034")


def test_a_new_model_of_which_nothing_is_asked_fails_a_comparison_and_an_old_one_does_not(tmp_path: Path):
    for side in ("before", "after"):
        write(tmp_path, f"{side}/plan.yaml", MODEL)
    write(tmp_path, "after/archive/plan.yaml", MODEL)
    write(tmp_path, OWN, PARTLY)
    told = run(tmp_path, "diff", "before", "after", "--format", "concise")
    assert "after/archive/plan.yaml:1:1: error CL034" in told.out
    assert told.status == 1
    write(tmp_path, "before/archive/plan.yaml", MODEL)
    told = run(tmp_path, "diff", "before", "after", "--format", "concise")
    assert ("CL034" in told.out, told.status) == (False, 0)


def test_a_report_says_that_nothing_of_the_plan_was_checked(tmp_path: Path):
    write(tmp_path, "archive/plan.yaml", MODEL)
    settled(tmp_path, PARTLY)
    told = run(tmp_path, "report", "archive", "plan.yaml", "--format", "json")
    archived, own = (one["verdict"] for one in json.loads(told.out)["models"])
    assert archived["sentence"].startswith("Nothing of the plan was checked: ")
    assert not own["sentence"].startswith("Nothing")
