// Tables that are sorted by their headings, searched by one field, and shown in parts. All text is set as text.
(() => {
  const PART = 100;
  const find = document.getElementById("find");
  const tables = Array.from(document.querySelectorAll("table.sortable"), (table) => {
    const section = table.closest("section");
    const data = section.querySelector("script.rows");
    const body = table.tBodies[0];
    const heads = Array.from(table.tHead.rows[0].cells);
    const rows = Array.from(body.rows, (row) => ({ row, cells: Array.from(row.cells, (cell) => cell.textContent) }));
    const [pool, rest] = data ? JSON.parse(data.textContent) : [[], []];
    for (const numbered of rest) {
      const cells = numbered.map((cell) => (typeof cell === "number" ? pool[cell] : cell));
      rows.push({ made: cells, cells: cells.map((cell) => (typeof cell === "string" ? cell : cell[0])) });
    }
    rows.forEach((one, at) => {
      one.at = at;
      one.text = one.cells.join("\n").toLocaleLowerCase();
    });
    return { table, section, body, heads, rows, wanted: rows, limit: body.rows.length, more: section.querySelector(".show-more"), note: section.querySelector(".rest"), count: section.querySelector(".count") };
  });
  if (!tables.length) return;

  const element = (one, heads) => {
    if (one.row) return one.row;
    one.row = document.createElement("tr");
    one.made.forEach((cell, at) => {
      const [text, anchor, bad] = typeof cell === "string" ? [cell, "", 0] : cell;
      const made = document.createElement(at ? "td" : "th");
      if (!at) made.scope = "row";
      else if (heads[at].classList.contains("n")) made.className = bad ? "n short" : "n";
      let inner = document.createElement("bdi");
      inner.textContent = text;
      if (anchor) {
        const link = document.createElement("a");
        link.href = `#${anchor}`;
        link.append(inner);
        inner = link;
      }
      made.append(inner);
      one.row.append(made);
    });
    return one.row;
  };
  const number = (text) => {
    const plain = text.replace(/[,\s\u00a0%+\u00d7]/g, "").replace("\u2212", "-");
    return plain === "" || plain === "\u2013" ? null : Number(plain);
  };
  const show = (held) => {
    held.body.replaceChildren(...held.wanted.slice(0, held.limit).map((one) => element(one, held.heads)));
    const left = held.wanted.length - Math.min(held.limit, held.wanted.length);
    if (held.more) {
      held.more.hidden = !left;
      held.more.textContent = `Show ${Math.min(PART, left)} more of ${left.toLocaleString("en-US")}`;
      held.note.hidden = true;
    }
    const all = held.rows.length.toLocaleString("en-US");
    held.count.textContent = held.wanted.length === held.rows.length ? all : `${held.wanted.length.toLocaleString("en-US")} of ${all}`;
  };
  const order = (held) => {
    if (held.by === undefined) return held.wanted.sort((a, b) => a.at - b.at);
    const numeric = held.heads[held.by].classList.contains("n");
    const key = (one) => (numeric ? number(one.cells[held.by]) : one.cells[held.by]);
    const text = new Intl.Collator("en", { numeric: true });
    const keys = new Map(held.wanted.map((one) => [one, key(one)]));
    held.wanted.sort((a, b) => {
      const [x, y] = [keys.get(a), keys.get(b)];
      if (x === null || y === null) return (x === null) - (y === null) || a.at - b.at;
      return held.sign * (numeric ? x - y : text.compare(x, y)) || a.at - b.at;
    });
  };
  for (const held of tables) {
    held.heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const numeric = head.classList.contains("n");
        held.sign = held.by === at ? -held.sign : numeric ? -1 : 1;
        held.by = at;
        for (const other of held.heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", held.sign > 0 ? "ascending" : "descending");
        order(held);
        show(held);
      });
    });
    if (held.more) {
      held.more.addEventListener("click", () => {
        held.limit += PART;
        show(held);
      });
      show(held);
    }
  }
  const first = tables.map((held) => held.limit);
  const status = document.getElementById("find-count");
  const elsewhere = document.getElementById("elsewhere");
  const KINDS = { goal: "goal", group: "group", person: "person", role: "role", segment: "segment", partner: "partner", territory: "territory", priority: "priority", line: "budget line", unit: "unit", finding: "finding" };
  const MOST = 20;
  let places;
  const index = () => {
    places = [];
    for (const place of document.querySelectorAll("main [id*='--']")) {
      const kind = KINDS[place.id.slice(0, place.id.indexOf("--"))];
      const named = place.matches("tr") ? place.querySelector("th bdi") || place.querySelector("th") : place.querySelector(".message > span:nth-child(2), h3");
      if (!kind || !named) continue;
      const said = named.textContent.trim().replace(/\s+/g, " ");
      places.push({ id: place.id, kind, said, text: `${kind} ${said}`.toLocaleLowerCase() });
    }
    for (const part of document.querySelectorAll("noscript.part")) {
      for (const row of part.textContent.matchAll(/<tr id="(([a-z]+)--[^"]*)"[^>]*><th scope="row"[^>]*><bdi>([^<]*)/g)) {
        const [kind, said] = [KINDS[row[2]], plainly(row[3])];
        if (kind) places.push({ id: row[1], kind, said, text: `${kind} ${said}`.toLocaleLowerCase() });
      }
    }
  };
  const SIGNS = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'" };
  const plainly = (text) => text.replace(/&(?:amp|lt|gt|#34|#39);/g, (sign) => SIGNS[sign]);
  const beside = (words) => {
    if (!places) index();
    const found = words.length ? places.filter((one) => words.every((word) => one.text.includes(word))) : [];
    const items = found.slice(0, MOST).map((one) => {
      const [item, link, name, kind] = ["li", "a", "bdi", "span"].map((tag) => document.createElement(tag));
      name.textContent = one.said;
      kind.textContent = ` ${one.kind}`;
      kind.className = "quiet";
      link.href = `#${one.id}`;
      link.append(name);
      item.append(link, kind);
      return item;
    });
    if (found.length > MOST) {
      const more = document.createElement("li");
      more.textContent = `and ${(found.length - MOST).toLocaleString("en-US")} more`;
      items.push(more);
    }
    elsewhere.querySelector("ul").replaceChildren(...items);
    elsewhere.hidden = !found.length;
    return found.length;
  };
  const search = () => {
    const words = document.getElementById("find-text").value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    tables.forEach((held, at) => {
      held.wanted = held.rows.filter((one) => words.every((word) => one.text.includes(word)));
      held.limit = first[at];
      order(held);
      show(held);
      held.section.hidden = !held.wanted.length;
      found += held.wanted.length;
    });
    const others = beside(words);
    const rows = `${found.toLocaleString("en-US")} ${found === 1 ? "row" : "rows"} found`;
    status.textContent = words.length ? `${rows}${others ? `, and ${others.toLocaleString("en-US")} elsewhere` : ""}` : "";
  };
  find.hidden = false;
  find.addEventListener("input", search);
  find.addEventListener("submit", (event) => event.preventDefault());
})();
