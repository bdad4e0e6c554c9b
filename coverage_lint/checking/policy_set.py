"""The policies that hold under one settings file: those shipped and a team's own, with its parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.select import asked_unread, is_of_open_questions, selects, wanted
from coverage_lint.policy.undecided.lazy_sequence import LazySequence
from coverage_lint.settings.find import SettingsFinder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.codes import Code
    from coverage_lint.decisions.selection import Selection
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Figure, Severity
    from coverage_lint.policy.holding import Holding
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.run import Runner
    from coverage_lint.settings.paths import ForFile
    from coverage_lint.settings.settings import Settings


class PolicySets:
    """The settings of a run, and the policies that hold under each: found, read and compiled once."""

    def __init__(self, options: Options, cwd: str) -> None:
        """Take the options that narrow the policies, and the folder that paths are shown from."""
        self.cwd = cwd
        self.finder = SettingsFinder(cwd)
        self._options = options
        self._known: dict[int, PolicySet] = {}

    def nearest(self, folder: str) -> PolicySet:
        """Return the policies that hold in a folder. Raises SettingsError."""
        settings = self.finder.nearest(folder)
        policy_set = self._known.get(id(settings))
        if policy_set is None:
            policy_set = self._known[id(settings)] = PolicySet(self._options, settings, self.cwd)
        return policy_set


class PolicySet:
    """Compiles the policies of one settings file when the first model asks for them."""

    def __init__(self, options: Options, settings: Settings, cwd: str) -> None:
        """Take the options that narrow the policies, and the settings that add to them."""
        self._options = options
        self.settings = settings
        self._cwd = cwd
        self._runner: Runner | None = None
        self._packs: list[Policy] | None = None
        self._holding: Holding | None = None
        self._everything: tuple[Code | Policy, ...] = ()
        self._wanted: list[tuple[ForFile | None, tuple[Code | Policy, ...]]] = []
        self._cannot_ask: dict[bool, frozenset[str]] = {}

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
            self._packs = own_policies(self.settings, self._cwd)
        return self._packs

    def _parameters(self, policies: list[Policy]) -> dict[str, dict[str, object]]:
        if self.settings.path is None:
            return {}
        from coverage_lint.policy.load import codes_once
        from coverage_lint.settings.meaning import check_meaning

        codes_once(policies)
        return check_meaning(self.settings, lambda: policies)

    def _runs(self, policy: Policy) -> bool:
        """True if the command line lets a policy run at all; what settings leave out is left out afterwards."""
        if self._options.actuals and not policy.of_actuals:
            return False
        return wanted(self._options.select, self._options.ignore, policy.code, policy.name)

    def everything(self) -> tuple[Code | Policy, ...]:
        """Return all that can be found under these settings. Raises Misuse."""
        if not self._everything:
            self._everything = (*_shipped(), *self.own())
        return self._everything

    def asked(self, selection: Selection, *, changes: bool, whole: bool) -> Sequence[Code | Policy]:
        """Return what is asked of a model, in the order of the codes, worked out when somebody looks at it.

        `changes` says whether two versions are compared, and `whole` whether the model could be read.
        """
        return LazySequence(
            lambda: tuple(
                one
                for one in self._wanted_by(selection)
                if one.code not in self.cannot_ask(changes=changes) and (whole or asked_unread(one.code))
            )
        )

    def _wanted_by(self, selection: Selection) -> tuple[Code | Policy, ...]:
        """Return what counts for a file; nearly all files of a settings file have the same."""
        for own, listed in self._wanted:
            if own == selection.own:
                return listed
        wanted_ones = [one for one in self.everything() if selection.wants(one.code, one.name)]
        listed = tuple(sorted(wanted_ones, key=lambda one: one.code))
        self._wanted.append((selection.own, listed))
        return listed

    def known(self) -> list[tuple[str, str]]:
        """Return code and name of every policy there is under these settings. Raises Misuse."""
        return _pairs(self.everything())

    def cannot_ask(self, *, changes: bool) -> frozenset[str]:
        """Return the codes that a run cannot ask: those about changes, where it compares nothing. Raises Misuse.

        And those about what happened, but in a review, which asks no others of the policies.
        """
        if changes not in self._cannot_ask:
            self._cannot_ask[changes] = frozenset(
                one.code for one in self.everything() if not self._can_ask(one, changes=changes)
            )
        return self._cannot_ask[changes]

    def _can_ask(self, one: Code | Policy, *, changes: bool) -> bool:
        of_actuals = one.of_actuals
        if of_actuals is not None and of_actuals != self._options.actuals:
            return False
        if self._options.actuals and is_of_open_questions(one.code):
            return False  # a question of a review is open for want of data, not of a field of the plan
        return changes or not one.of_change

    def severities(self) -> dict[str, Severity]:
        """Return how grave each policy is by itself, by its code. Raises Misuse."""
        return {one.code: one.severity for one in self.everything()}

    def holding(self) -> Holding:
        """Return whose findings wait for whose. Raises Misuse."""
        if self._holding is None:
            from coverage_lint.policy.holding import holding_of

            self._holding = holding_of(self._policies())
        return self._holding

    def figures(self, model: Model) -> tuple[Figure, ...]:
        """Compute the plan's figures."""
        from coverage_lint.policy.run import figures
        from coverage_lint.policy.shipped import shipped

        return figures(model, shipped().figures, {(one.kind, one.name): one for one in shipped().fields})


def own_policies(settings: Settings, cwd: str) -> list[Policy]:
    """Load the policies of a team's own packs. Raises Misuse."""
    if not settings.policies:
        return []
    from coverage_lint.codes import CODES
    from coverage_lint.errors import PolicyError
    from coverage_lint.policy.holding import check_holding
    from coverage_lint.policy.load import load_policies
    from coverage_lint.policy.shipped import shipped
    from coverage_lint.settings.pack_files import pack_files

    policies = [
        policy for path, shown in pack_files(settings, cwd) for policy in load_policies(path, shown, catalogue())
    ]
    names = {code.name for code in CODES.values()}
    for policy in policies:
        if policy.code.startswith("CL0") or policy.name in names:
            words = f"{policy.code} {policy.name}: CL0 and its names are what is found before any policy"
            raise PolicyError(words, policy.location, help_text="Choose a prefix of your own, such as AC101.")
    check_holding(policies, shipped().policies)
    return policies


def check_patterns(patterns: Iterable[str], policy_sets: Iterable[PolicySet]) -> None:
    """Refuse codes and names that mean no policy of any of the settings. Raises Misuse."""
    shipped = _shipped()
    unknown = [pattern for pattern in patterns if not _means(pattern, _pairs(shipped))]
    if not unknown:
        return
    known = _pairs([*shipped, *(policy for policy_set in dict.fromkeys(policy_sets) for policy in policy_set.own())])
    for pattern in unknown:
        if not _means(pattern, known):
            from coverage_lint.nearness import did_you_mean, nearest

            near = nearest(pattern, [word for pair in known for word in pair])
            raise Misuse(f"no policy matches {pattern!r}{did_you_mean(near, after='; ')}")


def check_asked(select: Sequence[str], policy_sets: Iterable[PolicySet], *, actuals: bool = False) -> None:
    """Raise Misuse if a selection has only policies that another command asks: this one would check nothing."""
    if _means_any(select, _shipped(), actuals=actuals):
        return
    if any(_means_any(select, one.own(), actuals=actuals) for one in policy_sets):
        return
    named = ", ".join(select)
    if actuals:
        words = f"{named}: not about what happened, so this review would have no policy left"
        raise Misuse(f"{words}; `coverage-lint check` checks the plan itself")
    if any(_means(pattern, _pairs(one for one in _shipped() if one.of_actuals)) for pattern in select):
        words = f"{named}: asked only of what happened, so this check would have no policy left"
        raise Misuse(f"{words}; `coverage-lint review` holds the plan against the CRM")
    words = f"{named}: checked only for changes, so this check would have no policy left"
    raise Misuse(f"{words}; `coverage-lint diff` compares two versions")


def _shipped() -> list[Code | Policy]:
    """Return everything that ships."""
    from coverage_lint.codes import CODES
    from coverage_lint.policy.shipped import shipped

    return [*CODES.values(), *shipped().policies]


def _pairs(policies: Iterable[Code | Policy]) -> list[tuple[str, str]]:
    return [(policy.code, policy.name) for policy in policies]


def _means(pattern: str, known: Iterable[tuple[str, str]]) -> bool:
    return bool(pattern) and any(selects(pattern, code, name) for code, name in known)


def _means_any(select: Sequence[str], policies: Iterable[Code | Policy], *, actuals: bool) -> bool:
    """True if a selection means any of some policies that a check asks, or a review."""
    asked = _pairs(policy for policy in policies if not policy.of_change and policy.of_actuals in (None, actuals))
    return any(_means(pattern, asked) for pattern in select)
