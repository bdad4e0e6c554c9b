"""The policies that hold under one settings file: those shipped and a team's own, with its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.select import selects, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Figure, Severity
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.run import Runner
    from coverage_lint.settings.settings import Settings


class Rules:
    """Compiles the policies of one settings file when the first model asks for them."""

    def __init__(self, options: Options, settings: Settings, cwd: str) -> None:
        """Take the options that narrow the policies, and the settings that add to them."""
        self._options = options
        self._settings = settings
        self._cwd = cwd
        self._runner: Runner | None = None
        self._packs: list[Policy] | None = None

    def runner(self) -> Runner:
        """Return the compiled policies, ready to be asked. Raises Misuse."""
        if self._runner is None:
            from coverage_lint.engine.executor import default_engine
            from coverage_lint.policy.program import compile_policies, joined
            from coverage_lint.policy.run import Runner
            from coverage_lint.policy.shipped import shipped

            everything = self._policies()
            parameters = self._parameters(everything)
            chosen = [policy for policy in everything if self._runs(policy)]
            shipped_pack = shipped()
            own = [policy for policy in self.own() if self._runs(policy)]
            if len(chosen) - len(own) < len(shipped_pack.policies):
                program = compile_policies(chosen)
            else:  # those shipped are compiled already, and take longest
                program = joined(shipped_pack.program, compile_policies(own, "t")) if own else shipped_pack.program
            engine: Engine = self._options.engine or default_engine()  # type: ignore[assignment]
            self._runner = Runner(program, engine, self._options.on, parameters)
        return self._runner

    def parameters(self) -> dict[str, dict[str, object]]:
        """Return the parameters that settings set, exact, by policy code and name. Raises Misuse."""
        return self._parameters(self._policies())

    def _policies(self) -> list[Policy]:
        from coverage_lint.policy.shipped import shipped

        return [*shipped().policies, *self.own()]

    def own(self) -> list[Policy]:
        """Return the policies of the team's own packs. Raises Misuse."""
        if self._packs is None:
            self._packs = own_policies(self._settings, self._cwd)
        return self._packs

    def _parameters(self, policies: list[Policy]) -> dict[str, dict[str, object]]:
        if self._settings.path is None:
            return {}
        from coverage_lint.policy.load import codes_once
        from coverage_lint.settings.meaning import check_meaning

        codes_once(policies)
        return check_meaning(self._settings, lambda: policies)

    def _runs(self, policy: Policy) -> bool:
        """True if the command line lets a policy run at all; what settings leave out is left out afterwards."""
        return wanted(self._options.select, self._options.ignore, policy.code, policy.name)

    def known(self) -> list[tuple[str, str]]:
        """Return code and name of every policy there is under these settings. Raises Misuse."""
        return [*known_policies(), *_pairs(self.own())]

    def of_changes(self) -> frozenset[str]:
        """Return the codes of the policies about changes. Raises Misuse."""
        from coverage_lint.codes import OF_CHANGE

        return OF_CHANGE.union(policy.code for policy in self._policies() if policy.of_change)

    def severities(self) -> dict[str, Severity]:
        """Return how grave each policy is by itself, by its code. Raises Misuse."""
        from coverage_lint.codes import CODES

        own = {policy.code: policy.severity for policy in self._policies()}
        return {code.code: code.severity for code in CODES.values()} | own

    def figures(self, model: Model) -> tuple[Figure, ...]:
        """Compute the plan's figures."""
        from coverage_lint.policy.run import figures
        from coverage_lint.policy.shipped import shipped

        return figures(model, shipped().figures)


def own_policies(settings: Settings, cwd: str) -> list[Policy]:
    """Load the policies of a team's own packs. Raises Misuse."""
    if not settings.policies:
        return []
    from coverage_lint.codes import CODES
    from coverage_lint.errors import PolicyError
    from coverage_lint.policy.load import load_policies
    from coverage_lint.settings.pack_files import pack_files

    policies = [
        policy for path, shown in pack_files(settings, cwd) for policy in load_policies(path, shown, catalogue())
    ]
    names = {code.name for code in CODES.values()}
    for policy in policies:
        if policy.code.startswith("CL0") or policy.name in names:
            words = f"{policy.code} {policy.name}: CL0 and its names are what is found before any policy"
            raise PolicyError(words, policy.location, help_text="Choose a prefix of your own, such as AC101.")
    return policies


def known_policies() -> list[tuple[str, str]]:
    """Return code and name of everything that ships."""
    from coverage_lint.codes import CODES
    from coverage_lint.policy.shipped import shipped

    return [(code.code, code.name) for code in CODES.values()] + _pairs(shipped().policies)


def _pairs(policies: Iterable[Policy]) -> list[tuple[str, str]]:
    return [(policy.code, policy.name) for policy in policies]


def check_patterns(patterns: Iterable[str], settings: Iterable[Settings], cwd: str) -> None:
    """Refuse codes and names that mean no policy, shipped or of a pack of any of the settings. Raises Misuse."""
    known = known_policies()
    unknown = [pattern for pattern in patterns if not _means(pattern, known)]
    if not unknown:
        return
    for one in {id(one): one for one in settings}.values():
        known += _pairs(own_policies(one, cwd))
    for pattern in unknown:
        if not _means(pattern, known):
            from coverage_lint.structure.nearness import nearest

            near = " or ".join(nearest(pattern, [word for pair in known for word in pair]))
            raise Misuse(f"no policy is meant by {pattern!r}" + (f"; did you mean {near}?" if near else ""))


def check_asked(select: Sequence[str], settings: Iterable[Settings], cwd: str) -> None:
    """Refuse a selection of policies about changes alone: a check of one version would ask nothing. Raises Misuse."""
    from coverage_lint.codes import OF_CHANGE
    from coverage_lint.policy.shipped import shipped

    known = {pair[0]: pair for pair in known_policies()}
    of_change = OF_CHANGE.union(one.code for one in shipped().policies if one.of_change)
    asked = [known[code] for code in known.keys() - of_change]
    if any(_means(pattern, asked) for pattern in select):
        return
    for one in {id(one): one for one in settings}.values():
        asked += _pairs(policy for policy in own_policies(one, cwd) if not policy.of_change)
    if not any(_means(pattern, asked) for pattern in select):
        words = f"{', '.join(select)}: asked of changes alone, so a check would ask nothing"
        raise Misuse(f"{words}; `coverage-lint diff` compares two versions")


def _means(pattern: str, known: Iterable[tuple[str, str]]) -> bool:
    return bool(pattern) and any(selects(pattern, code, name) for code, name in known)
