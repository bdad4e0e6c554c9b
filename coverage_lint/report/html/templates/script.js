// Filters, what is folded, and the printing of one group. The page is whole without it.
"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const filter = document.getElementById("filter");
  const findings = all(".element-findings .finding");

  const apply = () => {
    const wanted = new Set(all("input:checked", filter).map((box) => box.value));
    const element = filter.elements.element.value;
    let shown = 0;
    for (const part of all(".element-findings")) {
      const here = !element || part.dataset.element === element;
      let some = 0;
      for (const one of all(".finding", part)) {
        one.hidden = !here || !wanted.has(one.dataset.severity);
        some += one.hidden ? 0 : 1;
      }
      part.hidden = !some;
      const count = part.querySelector("h3 .count");
      count.dataset.whole ??= count.textContent;
      const of = part.querySelectorAll(".finding").length;
      count.textContent = some === of ? count.dataset.whole : `${some} of ${of}`;
      shown += some;
      const fold = part.querySelector(".fold");
      if (fold && some && element) fold.open = true;
    }
    const noun = findings.length === 1 ? "finding" : "findings";
    document.getElementById("filter-count").textContent =
      shown === findings.length ? `${shown} ${noun}` : `${shown} of ${findings.length} ${noun} shown`;
  };

  // What a part holds is text of this page until it is looked for: thousands of rows would make every answer slow.
  const put = (part) => {
    const held = document.createElement("div");
    held.innerHTML = part.textContent;
    for (const button of all(".print-group", held)) button.hidden = false;
    part.replaceWith(held);
    return held;
  };
  const parts = () => all("noscript.part");
  const unfolded = (event) => {
    const part = event.target.open && event.target.querySelector(":scope > noscript.part");
    if (part) put(part);
  };
  addEventListener("toggle", unfolded, true);
  const found = (id) => {
    const part = id && !document.getElementById(id) && parts().find((one) => one.textContent.includes(`id="${id}"`));
    if (part) {
      put(part);
      location.replace(`#${id}`); // so that the row that came late is marked as what the link leads to
    }
    return document.getElementById(id);
  };

  const reveal = () => {
    const place = found(location.hash.slice(1));
    if (!place) return;
    if (filter && place.closest("[hidden]")) {
      filter.reset();
      apply();
    }
    let opened = false;
    for (let at = place.parentElement; at; at = at.parentElement) {
      if (at.tagName === "DETAILS" && !at.open) opened = at.open = true;
    }
    if (opened) place.scrollIntoView();
  };

  if (filter) {
    filter.hidden = false;
    filter.addEventListener("change", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    apply();
    const unfold = document.getElementById("unfold");
    unfold.addEventListener("click", () => {
      const open = unfold.getAttribute("aria-pressed") !== "true";
      unfold.setAttribute("aria-pressed", String(open));
      for (const one of all(".finding details")) one.open = open;
    });
  }
  addEventListener("hashchange", reveal);
  reveal();

  const contents = document.getElementById("contents");
  const narrow = matchMedia("(max-width: 47.99rem)");
  const fit = () => {
    contents.open = !narrow.matches;
  };
  narrow.addEventListener("change", fit);
  contents.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) contents.open = false;
  });
  fit();

  let folded = [];
  addEventListener("beforeprint", () => {
    if (!document.documentElement.classList.contains("print-one")) parts().forEach(put);
    folded = all(".fold:not([open])");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    folded = [];
    document.documentElement.classList.remove("print-one");
    for (const one of all(".printing")) one.classList.remove("printing");
  });
  for (const button of all(".print-group")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      document.documentElement.classList.add("print-one");
      const group = button.closest(".group");
      group.classList.add("printing");
      for (const part of all("noscript.part", group)) put(part);
      print();
    });
  }
})();
