// The browser of claims: filters that can be combined, another order, and downloads of what is found. Without it, each
// filter is a link to a list of its own. What is looked through are tables of numbers, loaded when a filter is first
// set; of claims only those are loaded that are shown. Everything that is set stands in the address.
(() => {
  const MOST_VALUES = 12;
  const data = {};
  window.dossierData = (name, value) => { data[name] = value; };

  const load = (folder, name) => dossierScripts.load(new URL(`${name}.js`, folder), () => {
    if (data[name]) return data[name];
    throw new Error(name);
  });

  const made = (tag, attributes = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };
  const list = (places) => (Array.isArray(places) ? places : [places]);
  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const joined = (texts) => texts.map((text) => (text ?? "").replaceAll("|", "\\|")).join(" | ");

  // A row of a table, as generator/exports/claim_data.py makes it: the same columns, and no cell that is worked out.
  const MARK = { private: (r) => r.private }; // of a private site alone
  const COLUMNS = {
    claim: (r) => r.claim,
    caveats: (r) => joined(r.caveats.map((c) => `${c.label} (${[c.by, c.said_of].filter(Boolean).join("; ")})${c.text ? `: ${c.text}` : ""}`)),
    in_tension_with: (r) => joined(r.in_tension_with),
    answers: (r) => r.answers,
    supports: (r) => joined(r.citations.map((c) => c.supports)),
    said_by: (r) => joined(r.citations.map((c) => c.said_by)),
    statement: (r) => r.statement,
    mode: (r) => r.mode,
    reports: (r) => r.reports.words,
    credibility: (r) => r.credibility,
    date: (r) => r.date,
    about: (r) => joined(r.about.map((a) => a.name)),
    quotes: (r) => joined(r.citations.map((c) => c.quote)),
    hedges: (r) => joined(r.citations.map((c) => c.hedges.join("; "))),
    sources: (r) => joined(r.citations.map((c) => c.source.title || c.source.id)),
    source_addresses: (r) => joined(r.citations.map((c) => c.source.url)),
    address: (r) => r.address,
    id: (r) => r.id,
  };
  const cell = (text) => `"${(/^[=+\-@＝＋－＠\t\r\n]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const line = (cells) => `${cells.map((text) => cell(text ?? "")).join(",")}\r\n`;
  const FORMS = {
    csv: ["text/csv", (records) => {
      const columns = { ...(records[0]?.private && MARK), ...COLUMNS };
      return "\ufeff" + line(Object.keys(columns)) + records.map((record) => line(Object.values(columns).map((of) => of(record)))).join("");
    }],
    json: ["application/json", (records, address) => `{"format":"dossier-claims","version":1,"address":${JSON.stringify(address)},` +
      `"claims":[\n${records.map((record) => JSON.stringify(record)).join(",\n")}\n]}\n`],
  };

  // All tables together. A claim is known by the number of its table and its place there.
  class Claims {
    constructor(names, tables) {
      Object.assign(this, { names, tables, orders: {} });
      this.all = tables.reduce((sum, table) => sum + table.dates.of.length, 0);
      this.values = {};
      for (const table of tables) {
        table.at = table.files.flatMap(([file, number]) => Array.from({ length: number }, (_, place) => [file, place]));
        for (const [facet, { values, of }] of Object.entries(table.facets)) {
          const known = (this.values[facet] ??= new Map());
          const counts = values.map(() => 0);
          for (const places of of) for (const place of list(places)) counts[place] += 1;
          values.forEach(([key, words], place) => {
            const value = known.get(key) ?? known.set(key, { words, number: 0 }).get(key);
            value.number += counts[place];
          });
        }
      }
      // As the lists are sorted: the latest year first, then dates without a beginning, then none.
      const late = (key) => (key ? Number(key) || 0 : -1);
      for (const [facet, known] of Object.entries(this.values)) {
        const years = facet === "date";
        this.values[facet] = new Map([...known].sort(([a, one], [b, other]) =>
          years ? late(b) - late(a) : other.number - one.number || (a < b ? -1 : 1)));
      }
    }

    first(facet, [table, place]) {
      const { values, of } = this.tables[table].facets[facet];
      return values[list(of[place])[0]];
    }

    // By the source that is cited first, as the claims stand in it; or by date, and then like that.
    order(sort) {
      return (this.orders[sort] ??= this.ordered(sort));
    }

    ordered(sort) {
      const claims = this.tables.flatMap(({ dates }, table) => dates.of.map((date, place) => ({
        at: [table, place], date: dates.values[date], source: (this.first("source", [table, place]) ?? [""])[0],
      })));
      const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      const dates = (a, b) => (!a || !b ? compared(!a, !b)
        : a[0] - b[0] || a[1] - b[1] || compared(a[2], b[2]));
      claims.sort((a, b) => (sort === "source" ? 0 : dates(a.date, b.date)) || compared(a.source, b.source) ||
        a.at[0] - b.at[0] || a.at[1] - b.at[1]);
      return claims.map(({ at }) => at);
    }

    // What is found by a filter; how many claims each value would leave; how many there are without each facet's filter.
    find(filter, sort) {
      const numbers = {}, without = {}, facets = Object.keys(this.values);
      const kept = this.tables.map((table) => {
        const columns = facets.map((facet) => {
          const { values, of } = table.facets[facet], wanted = filter.get(facet);
          return { facet, of, values, counts: values.map(() => 0), wanted: wanted && values.map(([key]) => wanted.has(key)) };
        });
        const flags = table.dates.of.map((_, row) => {
          const missed = columns.filter(({ of, wanted }) => wanted && !list(of[row]).some((place) => wanted[place]));
          if (missed.length > 1) return false;
          if (missed.length) without[missed[0].facet] = (without[missed[0].facet] ?? 0) + 1;
          for (const { of, counts } of missed.length ? missed : columns)
            for (const place of list(of[row])) counts[place] += 1;
          return !missed.length;
        });
        for (const { facet, values, counts } of columns) {
          const of = (numbers[facet] ??= new Map());
          values.forEach(([key], place) => of.set(key, (of.get(key) ?? 0) + counts[place]));
        }
        return flags;
      });
      return { found: this.order(sort).filter(([table, place]) => kept[table][place]), numbers, without };
    }
  }

  const all = {};
  const claimsOf = (folder) => (all[folder] ??= load(folder, "tables")
    .then(async (names) => new Claims(names, await Promise.all(names.map((name) => load(folder, name)))))
    .catch((error) => { delete all[folder]; throw error; }));

  window.dossierViews.browse = (root) => {
    const one = (selector) => root.querySelector(selector);
    const home = new URL(root.dataset.home, location.href);
    if (location.protocol === "file:") home.pathname += "index.html";
    const folder = new URL("browser_data/", home), files = new URL("data_files/", home);
    const words = Object.fromEntries([...root.querySelectorAll("[data-word]")].map((li) => [li.dataset.word, li.textContent]));
    const say = (word, values = {}) => words[word].replace(/\{(\w+)\}/g, (_, name) =>
      typeof values[name] === "number" ? values[name].toLocaleString("en") : values[name]);
    const fieldsets = Object.fromEntries([...root.querySelectorAll("fieldset")].map((set) => [set.dataset.facet, set]));
    const legend = (facet) => fieldsets[facet].querySelector("legend").textContent;
    const results = one(".results"), still = [...results.childNodes];
    const size = Number(root.dataset.size);
    let turn = 0, told = one(".shown").textContent;

    // What is set: in the address, or by the list that this page is.
    const read = (search) => {
      const asked = new URLSearchParams(search), filter = new Map();
      for (const facet in fieldsets) if (asked.has(facet)) filter.set(facet, new Set(asked.getAll(facet)));
      return { filter, sort: asked.get("sort") === "source" ? "source" : "date", page: Math.max(1, Math.floor(asked.get("page")) || 1) };
    };
    const written = ({ filter, sort, page = 1 }) => {
      const asked = new URLSearchParams();
      // One filter has one address, in whatever order it was set.
      for (const facet in fieldsets) for (const value of [...(filter.get(facet) ?? [])].sort()) asked.append(facet, value);
      if (sort !== "date") asked.set("sort", sort);
      if (page > 1) asked.set("page", page);
      return asked.size ? `?${asked}` : "";
    };
    const without = ({ filter, sort }, facet, value) => {
      const left = new Map([...filter].map(([key, values]) =>
        [key, new Set([...values].filter((each) => key !== facet || each !== value))]));
      return { filter: new Map([...left].filter(([, values]) => values.size)), sort };
    };
    let state = read(location.search);
    if ("elsewhere" in root.dataset) {
      const li = one("[data-chosen]");
      state = { filter: new Map([[li.closest("fieldset").dataset.facet, new Set([li.dataset.value])]]), sort: "date", page: 1 };
    }

    const box = (facet, value, label, number) => {
      const input = made("input", { type: "checkbox", name: facet, value });
      input.checked = Boolean(state.filter.get(facet)?.has(value));
      const text = typeof label === "string" ? made("bdi", {}, label) : label;
      return made("li", {}, made("label", {}, input, " ", text, " ", made("small", {}, number.toLocaleString("en"))));
    };
    for (const [facet, set] of Object.entries(fieldsets)) {
      for (const li of set.querySelectorAll("li")) {
        const label = made("span", {}, ...li.querySelector("a").childNodes);
        li.replaceWith(box(facet, li.dataset.value, label, Number(li.querySelector("small").textContent.replaceAll(",", ""))));
      }
    }
    one(".shown").tabIndex = -1; // it may get the focus
    if (matchMedia("(min-width: 60em)").matches) one(".facets").open = true;

    const offer = (claims, numbers) => {
      for (const [facet, set] of Object.entries(fieldsets)) {
        const values = [...claims.values[facet]], chosen = state.filter.get(facet), places = set.querySelector("ul");
        places.style.minBlockSize ||= `${places.offsetHeight}px`; // fewer values move nothing under the pointer
        if (values.length > MOST_VALUES && !set.querySelector("input[type=search]")) {
          const more = set.querySelector(".more") ?? set.appendChild(made("p", { class: "more" }));
          more.style.minBlockSize = `${more.offsetHeight}px`;
          more.replaceChildren(made("input", { type: "search", "aria-label": say("find", { facet: legend(facet) }), placeholder: say("find", { facet: legend(facet) }) }));
        }
        const asked = folded(set.querySelector("input[type=search]")?.value ?? "");
        const few = values.length <= MOST_VALUES;
        const shown = values.filter(([key, { words }]) =>
          few || chosen?.has(key) || (numbers[facet].get(key) && folded(words).includes(asked)));
        const first = [...shown.filter(([key]) => chosen?.has(key)), ...shown.filter(([key]) => !chosen?.has(key))];
        const kept = new Set(first.slice(0, Math.max(MOST_VALUES, chosen?.size ?? 0)).map(([key]) => key));
        const focused = set.contains(document.activeElement) && document.activeElement.type === "checkbox" && document.activeElement.value;
        places.replaceChildren(...shown.filter(([key]) => kept.has(key)).map(([key, { words }]) =>
          box(facet, key, words, numbers[facet].get(key) ?? 0)));
        if (focused !== false) [...set.querySelectorAll("input")].find((input) => input.value === focused)?.focus();
      }
    };

    const choose = (claims) => {
      const chosen = [...state.filter].flatMap(([facet, values]) => [...values].map((value) => made("li", {},
        `${legend(facet)}: `, made("bdi", {}, claims.values[facet].get(value)?.words ?? value), " ",
        made("a", { href: written(without(state, facet, value)) || home.pathname }, say("remove")))));
      if (chosen.length > 1) chosen.push(made("li", {}, made("a", { href: home.pathname }, say("clear"))));
      one(".chosen").replaceChildren(...chosen);
      const sorts = [["date", "by-date"], ["source", "by-source"]].map(([sort, word]) =>
        (sort === state.sort ? made("b", {}, say(word)) : made("a", { href: written({ ...state, sort, page: 1 }) || home.pathname }, say(word))));
      one(".sort").replaceChildren(`${say("sort")} `, sorts[0], " | ", sorts[1]);
    };

    // What a heading stands for, its anchor, its words: two sources may have one title.
    const heading = (claims, claim, undated) => {
      if (state.sort === "source") {
        const [source, title] = claims.first("source", claim) ?? ["", ""];
        return [source, "", title];
      }
      const [year, shown] = claims.first("date", claim);
      if (!year) return [year, "date_not_given", say("year-undated", { number: undated })];
      return [year, `year_${year}`, year === "open" ? say("year-open") : shown];
    };
    const grouped = async (claims, found) => {
      const part = found.slice((state.page - 1) * size, state.page * size);
      const at = part.map(([table, place]) => claims.tables[table].at[place]);
      const rows = Object.fromEntries(await Promise.all([...new Set(at.map(([file]) => file))].map(async (file) => [file, await load(folder, file)])));
      const undated = found.filter((claim) => !claims.first("date", claim)[0]).length;
      const sections = [];
      let last;
      part.forEach((claim, number) => {
        const [of, anchor, title] = heading(claims, claim, undated), [file, place] = at[number];
        if (of !== last) {
          last = of;
          sections.push(made("section", { "aria-label": title }, made("h2", anchor ? { id: anchor } : {}, made("bdi", {}, title))));
        }
        sections.at(-1).insertAdjacentHTML("beforeend", rows[file][place].html);
      });
      return sections;
    };
    const pager = (parts) => {
      if (parts < 2) return [];
      const link = (page, word, rel) => made("a", { href: written({ ...state, page }) || home.pathname, rel }, say(word));
      const p = made("p", {}, say("pages", { part: state.page, parts }));
      if (state.page > 1) p.append(" ", link(state.page - 1, "before", "prev"));
      if (state.page < parts) p.append(" ", link(state.page + 1, "after", "next"));
      return [made("nav", { class: "pager", "aria-label": say("pager") }, p)];
    };

    // Withdrawn claims stand in the list of all, and count in no number.
    const status = (claims, { found, without: left }) => {
      const here = results.querySelectorAll("article.brief:not(.withdrawn)").length;
      const numbers = { here, shown: found.length, all: claims.all }, part = here < found.length ? "-here" : "";
      if (found.length === claims.all) return say(`all${part}`, numbers);
      if (found.length) return say(`some${part}`, numbers);
      const [facet, number] = Object.entries(left).sort(([, a], [, b]) => b - a)[0] ?? [];
      if (!facet) return say("empty");
      const values = [...state.filter.get(facet)].map((value) => claims.values[facet].get(value)?.words ?? value);
      return say("none", { filter: say("filter", { facet: legend(facet), values: values.join(say("comma")) }), number });
    };
    // The frame's contents of the page name no heading that is not shown now, and no number of claims that was.
    const contents = () => document.querySelectorAll(".md-nav--secondary").forEach((nav) => {
      const links = [...nav.querySelectorAll("a[href*='#']")];
      for (const link of links) {
        const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        link.closest("li").hidden = !heading;
        if (heading) (link.querySelector(".md-ellipsis") ?? link).replaceChildren(heading.textContent);
      }
      nav.hidden = links.every((link) => link.closest("li").hidden); // no title over nothing
    });
    const show = async () => {
      const mine = (turn += 1);
      const plain = !state.filter.size && state.sort === "date" && state.page === 1;
      try {
        one(".shown").textContent = say("loading");
        const claims = await claimsOf(folder), result = claims.find(state.filter, state.sort);
        const parts = Math.ceil(result.found.length / size);
        state.page = Math.min(state.page, Math.max(parts, 1));
        const shown = plain ? still : [...await grouped(claims, result.found), ...pager(parts)];
        if (mine !== turn) return;
        results.replaceChildren(...shown);
        contents();
        offer(claims, result.numbers);
        choose(claims);
        one(".downloads .some").hidden = !state.filter.size;
        one(".shown").textContent = told = status(claims, result);
      } catch {
        if (mine === turn) one(".shown").textContent = say("failed");
      }
    };
    const set = (next, top = false) => {
      if ("elsewhere" in root.dataset) return location.assign(`${home}${written(next)}`);
      state = { page: 1, ...next };
      history.replaceState(history.state, "", written(state) || location.pathname);
      return show().then(() => top && one(".found").scrollIntoView());
    };

    // A site that lies on a disk has the records as scripts too: there, nothing can be fetched.
    const recordsOf = async (name, number) => {
      if (location.protocol === "file:") return load(folder, name.replace("table", "records"));
      const answer = await fetch(new URL(`${name.replace("table", "claims")}.jsonl`, files));
      const lines = (await answer.text()).split("\n").slice(0, -1);
      if (!answer.ok || lines.length !== number) throw new Error(name);
      return lines.map((line) => JSON.parse(line));
    };
    const records = async (claims, found) => {
      const loaded = {};
      await Promise.all([...new Set(found.map(([table]) => table))].map(async (table) => {
        loaded[table] = await recordsOf(claims.names[table], claims.tables[table].at.length);
      }));
      return found.map(([table, place]) => loaded[table][place]);
    };
    const download = async (form) => {
      const mine = turn;
      const tell = (words) => { if (mine === turn) one(".shown").textContent = words; }; // else something else is shown
      tell(say("loading"));
      try {
        const claims = await claimsOf(folder), { found } = claims.find(state.filter, state.sort);
        const [type, make] = FORMS[form];
        // Where a page lies on somebody's disk is nobody else's business.
        const from = location.protocol === "file:" ? `claims/${written(state)}` : location.href;
        const address = URL.createObjectURL(new Blob([make(await records(claims, found), from)], { type }));
        made("a", { href: address, download: `claims.${form}` }).click();
        setTimeout(() => URL.revokeObjectURL(address), 60000);
        tell(told);
      } catch {
        tell(say("failed"));
      }
    };

    root.addEventListener("change", ({ target }) => {
      if (target.type !== "checkbox") return;
      const next = without(state, target.name, target.value);
      if (target.checked) next.filter.set(target.name, new Set([...(next.filter.get(target.name) ?? []), target.value]));
      set(next);
    });
    root.addEventListener("input", ({ target }) => {
      if (target.type === "search") claimsOf(folder).then((claims) => offer(claims, claims.find(state.filter, state.sort).numbers));
    });
    root.addEventListener("click", (event) => {
      const button = event.target.closest(".some button");
      if (button) return download(button.value);
      const link = event.target.closest(".chosen a, .sort a, .pager a");
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return undefined;
      const to = new URL(link.href);
      if (to.pathname !== home.pathname && to.pathname !== location.pathname) return undefined;
      if (link.closest(".pager") && !to.search) return undefined;
      event.preventDefault();
      event.stopPropagation();
      // The link that was followed is gone with what it led from: how many are shown now has the focus in its place.
      return set(read(to.search), Boolean(link.closest(".pager")))
        ?.then(() => document.activeElement === document.body && one(".shown").focus({ preventScroll: true }));
    });
    if (!("elsewhere" in root.dataset) && written(state)) {
      // The list that stands there is not the one that the address asks for.
      one(".found").ariaBusy = "true";
      show().finally(() => { one(".found").ariaBusy = null; });
    } else if (!("elsewhere" in root.dataset)) {
      const sorts = made("span", {}, `${say("sort")} `, made("b", {}, say("by-date")), " | ", made("a", { href: "?sort=source" }, say("by-source")));
      one(".sort").replaceChildren(...sorts.childNodes);
    }
  };
})();
