// What if: the plan's formulas once more, on exact fractions of BigInt, with the assumptions that the sliders say.
(() => {
  const form = document.getElementById("sketch");
  if (!form) return;
  const given = JSON.parse(document.getElementById("sketch-figures").textContent);
  const gcd = (a, b) => {
    while (b) [a, b] = [b, a % b];
    return a < 0n ? -a : a;
  };
  const make = (n, d) => {
    const by = gcd(n, d) || 1n;
    return { n: n / by, d: d / by };
  };
  const read = (text) => {
    if (text === null) return null;
    const [above, below] = text.split("/");
    const [whole, part = ""] = above.split(".");
    return make(BigInt(whole + part), 10n ** BigInt(part.length) * BigInt(below || "1"));
  };
  const both = (work) => (a, b) => (a === null || b === null ? null : work(a, b));
  const plus = both((a, b) => make(a.n * b.d + b.n * a.d, a.d * b.d));
  const times = both((a, b) => make(a.n * b.n, a.d * b.d));
  const less = (a, b) => plus(a, times(b, { n: -1n, d: 1n }));
  const points = (count) => make(BigInt(count), 100n);
  const ONE = { n: 1n, d: 1n };
  const NONE = { n: 0n, d: 1n };
  const most = (a) => (a === null || a.n < 0n ? a && NONE : a);
  const list = (texts) => texts.map(read);
  const plan = {
    need: read(given.need), renewal: read(given.renewal), margin: read(given.margin), quota: read(given.quota),
    assigned: read(given.assigned), expected: read(given.expected), pay: list(given.pay), budget: read(given.budget),
    roles: given.roles && given.roles.map(([turnover, exposure, staying, leaving]) => (
      { turnover: read(turnover), exposure: read(exposure), staying: list(staying), leaving: list(leaving) })),
  };

  const capacity = (moved) => {
    if (!plan.roles) return null;
    let whole = NONE;
    for (const role of plan.roles) {
      const staying = role.staying[moved.weeks];
      if (staying === null || staying.n !== 0n) {
        const turnover = role.turnover && most(plus(role.turnover, points(moved.attrition)));
        const lost = turnover && turnover.n === 0n ? NONE : times(turnover, role.exposure);
        whole = plus(whole, times(staying, most(less(ONE, lost))));
      }
      whole = plus(whole, role.leaving[moved.weeks]);
    }
    return whole;
  };
  const outcome = (moved) => {
    const margin = plus(plan.margin, points(moved.margin));
    const required = plus(plan.renewal, times(less(plan.need, plan.renewal), plus(ONE, margin)));
    return {
      expected: [plus(plan.expected, times(plan.assigned, points(moved.attainment))), plan.need],
      capacity: [capacity(moved), plan.need],
      quota: [plan.quota, required],
      pay: [plan.pay[moved.weeks], plan.budget],
    };
  };

  const rounded = (a) => (2n * (a.n < 0n ? -a.n : a.n) + a.d) / (2n * a.d);
  const money = (a) => {
    if (a === null) return "\u2013";
    const digits = rounded(a).toString().replace(/\B(?=(\d{3})+$)/g, ",");
    return a.n < 0n && digits !== "0" ? `\u2212${digits}` : digits;
  };
  const exact = (a) => (a === null ? "" : `${a.n}/${a.d}`);
  const said = (gap, costs) => {
    if (gap === null) return ["not known", false];
    if (gap.n === 0n) return ["exactly as much", false];
    const over = gap.n > 0n;
    return [`${money(over ? gap : times(gap, { n: -1n, d: 1n }))} ${costs ? (over ? "too much" : "left") : over ? "more" : "short"}`, over === costs];
  };
  const planned = outcome({ attainment: 0, attrition: 0, weeks: 0, margin: 0 });
  const rows = Array.from(document.querySelectorAll("#sketch-results [data-figure]"));
  const apply = () => {
    const moved = {};
    for (const input of form.querySelectorAll("input")) {
      const by = (moved[input.name] = Number(input.value));
      const unit = input.name === "weeks" ? "week" : "point";
      const many = Math.abs(by) === 1 ? unit : `${unit}s`;
      const words = by ? `${Math.abs(by)} ${many} ${unit === "week" ? "late" : by > 0 ? "more" : "less"}` : "as planned";
      form.querySelector(`#sketch-${input.name}`).textContent = words;
      input.setAttribute("aria-valuetext", words);
    }
    const then = outcome(moved);
    for (const row of rows) {
      const name = row.dataset.figure;
      const [value, against] = then[name];
      const [words, bad] = said(less(value, against), name === "pay");
      const cells = row.cells;
      [planned[name][0], value, against].forEach((amount, at) => {
        cells[at + 1].textContent = money(amount);
        cells[at + 1].dataset.exact = exact(amount);
      });
      cells[4].textContent = words;
      cells[4].className = bad ? "short" : "";
    }
  };
  form.hidden = false;
  document.getElementById("sketch-results").hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
