"""The policies that hold under one settings file: those shipped and a team's own, with its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.select import selects
from coverage_lint.entities.model import catalogue
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.checking import Options
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Figure
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

    def close(self) -> None:
        """Close what the rules engine holds."""
        if self._runner is not None:
            self._runner.stack.close()

    def runner(self) -> Runner:
        """Give the compiled policies, ready to be asked. Raises Misuse."""
        if self._runner is None:
            from coverage_lint.engine.executor import default_engine
            from coverage_lint.policy.program import compile_policies
            from coverage_lint.policy.run import Runner
            from coverage_lint.policy.shipped import shipped

            everything = self._policies()
            parameters = self._parameters(everything)
            chosen = [policy for policy in everything if self._runs(policy)]
            shipped_pack = shipped()
            whole = len(chosen) == len(shipped_pack.policies) and not self._settings.policies
            program = shipped_pack.program if whole else compile_policies(chosen)
            engine: Engine = self._options.engine or default_engine()  # type: ignore[assignment]
            self._runner = Runner(program, engine, self._options.on, parameters)
        return self._runner

    def _policies(self) -> list[Policy]:
        from coverage_lint.policy.shipped import shipped

        return [*shipped().policies, *own_policies(self._settings, self._cwd)]

    def _parameters(self, policies: list[Policy]) -> dict[str, dict[str, object]]:
        if self._settings.path is None:
            return {}
        from coverage_lint.policy.load import codes_once
        from coverage_lint.settings.meaning import check_meaning

        codes_once(policies)
        return check_meaning(self._settings, lambda: policies)

    def _runs(self, policy: Policy) -> bool:
        """Say whether the command line lets a policy run at all; what settings leave out is left out afterwards."""
        select, ignore = self._options.select, self._options.ignore
        chosen = not select or any(selects(pattern, policy.code, policy.name) for pattern in select)
        return chosen and not any(selects(pattern, policy.code, policy.name) for pattern in ignore)

    def figures(self, model: Model) -> tuple[Figure, ...]:
        """Compute the plan's figures."""
        from coverage_lint.policy.run import figures
        from coverage_lint.policy.shipped import shipped

        return figures(model, shipped().figures)


def own_policies(settings: Settings, cwd: str) -> list[Policy]:
    """Load the policies of a team's own packs. Raises Misuse."""
    if not settings.policies:
        return []
    from coverage_lint.policy.load import load_policies
    from coverage_lint.settings.packs import pack_files

    return [policy for path, shown in pack_files(settings, cwd) for policy in load_policies(path, shown, catalogue())]


def known_policies() -> list[tuple[str, str]]:
    """Give code and name of everything that ships."""
    from coverage_lint.codes import CODES
    from coverage_lint.policy.shipped import shipped

    known = [(code.code, code.name) for code in CODES.values()]
    return known + [(policy.code, policy.name) for policy in shipped().policies]


def check_patterns(patterns: Iterable[str], settings: Settings, cwd: str) -> None:
    """Refuse codes and names that mean no policy, shipped or of the settings' packs. Raises Misuse."""
    known = known_policies() + [(policy.code, policy.name) for policy in own_policies(settings, cwd)]
    for pattern in patterns:
        if not pattern or not any(selects(pattern, code, name) for code, name in known):
            from coverage_lint.structure.nearness import nearest

            near = " or ".join(nearest(pattern, [word for pair in known for word in pair]))
            raise Misuse(f"no policy is meant by {pattern!r}" + (f"; did you mean {near}?" if near else ""))
