// The explorer of relations: one entity in the middle, those around it where the build has put them, and the same as a
// table. Words stand in the page's template; what is around an entity and what claims say comes in scripts, so that it
// also works in a folder without a server. The library draws, and is asked for nothing else.
(() => {
  const folder = document.currentScript.src.replace(/[^/]*$/, ""), root = `${folder}../`;
  // No server finds the page of a folder where pages are opened from a disk.
  const page = (address) => root + (location.protocol === "file:" ? address.replace(/(?=#|$)/, "index.html") : address);
  const near = Object.create(null), said = Object.create(null);  // an id may be "constructor"
  window.dossierNetwork = {
    near: (data) => Object.assign(near, data),
    said: (data) => Object.assign(said, data),
  };
  const { load, shard } = dossierScripts;
  const around = async (id, number) => {
    if (!near[id]) await load(`${root}network/${shard(id, number)}/near.js`);
    return near[id];
  };
  const claim = async (id, number) => {
    if (!said[id]) await load(`${root}network/${shard(id, number)}/said.js`);
    return said[id];
  };
  const library = async () => {
    // The library would put a style element into the page, which the page's policy may refuse: it finds one already.
    const id = "__________cytoscape_stylesheet";
    if (!document.getElementById(id)) document.head.append(Object.assign(document.createElement("template"), { id }));
    await load(`${folder}lib/cytoscape/cytoscape.min.js`);
    return window.cytoscape;
  };
  const make = (name, text = "", more = {}) => Object.assign(document.createElement(name), { textContent: text }, more);

  // What of a date can be in a year: bounds that are open reach on.
  const within = (years, year) => years && (years[0] ?? -Infinity) <= year && year <= (years[1] ?? Infinity);
  const fits = (edge, { says, years, kinds }) =>
    (!says || edge.says === says) &&
    (!years || (years === "none" ? !edge.years : within(edge.years, +years))) &&
    (!kinds || (kinds === "several" ? !edge.kinds.includes("single") : edge.kinds.includes(kinds)));

  // The build has put neighbours in two columns; where the page is narrow, the left one goes under the right one. The
  // entity itself is a bar as high as they are, so that lines are level, and their words never cover each other.
  const WIDE = 132, BAR = 14, GAP = 20, LINE = 13;
  const placed = (id, { nodes }, narrow) => {
    const spots = Object.fromEntries(Object.entries(nodes).map(([key, { at: [x, y, high] }]) => [key, { x, y, high }]));
    const others = Object.entries(spots).filter(([key]) => key !== id).map(([, spot]) => spot);
    const top = (some) => Math.min(...some.map((spot) => spot.y - spot.high / 2));
    const bottom = (some) => Math.max(...some.map((spot) => spot.y + spot.high / 2));
    const left = others.filter((spot) => spot.x < 0);
    if (narrow) {
      const down = bottom(others.filter((spot) => spot.x > 0)) - top(left) + GAP;
      for (const spot of left) Object.assign(spot, { x: -spot.x, y: spot.y + down });
    }
    spots[id] = { x: 0, y: (top(others) + bottom(others)) / 2, high: bottom(others) - top(others) };
    return spots;
  };
  // A canvas sets every line from left to right: where the page runs the other way, each line says so itself.
  const turned = (lines) => lines.map((line) => (document.body.dir === "rtl" ? `\u2067${line}\u2069` : line)).join("\n");
  const elements = (id, { nodes, edges }, spots, narrow) => {
    const found = Object.entries(spots).map(([key, { x, y, high }]) => ({
      data: { id: key, label: nodes[key].lines?.join("\n") ?? nodes[key].name, high, narrow }, position: { x, y }, classes: key === id ? "centre" : "entity",
    }));
    const arrived = Object.create(null);
    edges.forEach((edge, number) => {
      const near = [...new Set([...edge.from, ...edge.to])].filter((key) => key !== id);
      if (!near.length) return; // what is said of it and itself stands in the table alone
      // Each line to a neighbour arrives at a height of its own, with room for its words.
      const [above, below] = edge.high;
      const heights = Object.fromEntries(near.map((key) => {
        const { y, high } = spots[key], from = arrived[key] ?? y - high / 2;
        arrived[key] = from + above + below;
        return [key, from + above];
      }));
      const level = near.reduce((sum, key) => sum + heights[key], 0) / near.length;
      const side = Math.sign(spots[near[0]].x);
      const end = (key) => (key === id ? `${side * BAR / 2}px ${level - spots[id].y}px`
        : `${-Math.sign(spots[key].x) * WIDE / 2}px ${heights[key] - spots[key].y}px`);
      const common = { number, label: "", why: "", up: 0, down: 0 };
      const words = {
        label: turned(edge.label), why: turned(edge.why), up: -edge.label.length * LINE / 2 - 5, down: edge.why.length * LINE / 2 + 5,
      };
      const line = (source, target, from, to, more, kind = "") => found.push({
        data: { ...common, id: `${number} ${source} ${target}`, source, target, from, to, ...more },
        classes: [...edge.kinds, edge.both ? "both" : "", kind].join(" "),
      });
      if (!edge.set) {
        line(edge.from[0], edge.to[0], end(edge.from[0]), end(edge.to[0]), words);
        return;
      }
      const bracket = `${number} set`, edgeOf = "outside-to-node";
      found.push({ data: { id: bracket, number, label: turned(edge.label) }, position: { x: side * Math.abs(edge.at[0]), y: level }, classes: "set" });
      for (const key of edge.from) line(key, bracket, end(key), edgeOf, {}, "first");
      for (const key of edge.to) line(bracket, key, edgeOf, end(key), {}, "last");
    });
    return found;
  };
  const style = (element) => {
    const computed = getComputedStyle(element), forced = matchMedia("(forced-colors: active)").matches;
    const token = (name) => (forced ? computed.color : computed.getPropertyValue(name).trim());
    const ink = token("--ink"), quiet = token("--ink-quiet"), strong = token("--rule-strong"), doubt = token("--doubt");
    const link = token("--link"), paper = forced ? computed.backgroundColor : computed.getPropertyValue("--paper").trim();
    const text = { "font-family": computed.fontFamily, "font-size": 12, color: ink, "text-wrap": "wrap" };
    const ground = { "text-background-color": paper, "text-background-opacity": 1, "text-background-padding": 1 };
    return [
      { selector: "node", style: { ...text, shape: "rectangle", label: "data(label)", "text-valign": "center", "background-color": paper,
        "border-width": 1.4, "border-color": strong, "overlay-opacity": 0 } },
      { selector: "node.entity", style: { width: WIDE, height: "data(high)", "text-max-width": WIDE - 12, "font-size": 13, color: link } },
      { selector: "node.centre", style: { width: BAR, height: "data(high)", "text-max-width": 220, "text-valign": "top", "text-margin-y": -6,
        "font-size": 14, "font-weight": 600, "border-color": ink } },
      { selector: "node.centre[?narrow]", style: { "text-halign": "right" } },
      { selector: "node.set", style: { ...ground, width: 10, height: 40, "text-max-width": 164, "text-valign": "top", "text-margin-y": -4, "border-color": ink } },
      { selector: "edge", style: { ...text, width: 1.4, "line-color": ink, "curve-style": "straight", "source-endpoint": "data(from)", "target-endpoint": "data(to)",
        "target-arrow-shape": "triangle", "target-arrow-color": ink, "text-max-width": 215, label: "data(label)", "text-margin-y": "data(up)",
        "source-label": "data(why)", "source-text-offset": 118, "source-text-margin-y": "data(down)", "overlay-opacity": 0 } },
      { selector: "edge.nobody", style: { color: doubt } },
      { selector: "edge.single", style: { "target-arrow-fill": "hollow" } },
      { selector: "edge.told", style: { "source-arrow-shape": "circle", "source-arrow-fill": "hollow", "source-arrow-color": ink } },
      { selector: "edge.plan", style: { "line-style": "dashed" } },
      { selector: "edge.intent, edge.motive", style: { "line-style": "dotted" } },
      { selector: "edge.against", style: { "line-outline-width": 1.4, "line-outline-color": ink, "line-color": paper, width: 3 } },
      { selector: "edge.both, edge.first", style: { "target-arrow-shape": "none" } },
      { selector: "edge.last", style: { "source-arrow-shape": "none" } },
      { selector: "edge.chosen, node.set.chosen", style: { "line-color": link, "line-outline-color": link, "target-arrow-color": link, "border-color": link, "z-index": 9, width: 2.4 } },
      { selector: "node.set.chosen", style: { width: 10 } },
      { selector: ".out", style: { display: "none" } },
    ];
  };

  dossierViews.network = (element) => {
    const files = { near: +element.dataset.near, said: +element.dataset.said };
    const part = element.appendChild(make("div", "", { hidden: true }));
    part.append(element.querySelector("template").content.cloneNode(true));
    const at = (selector) => part.querySelector(selector);
    const filters = at(".filters"), body = at("tbody"), chosen = at(".chosen"), status = at(".status");
    const failed = element.appendChild(at(".failed"));
    const known = {}, way = [];
    let drawn, shown, opener, turn = 0;

    const named = ({ name, lang = "" }) => make("bdi", name, lang ? { lang } : {});
    const move = (id, node) => {
      const link = make("a", "", { href: `?at=${encodeURIComponent(id)}` });
      link.append(named(node));
      return link;
    };
    const ends = (ids, edge) => {
      const cell = make("td", "", { className: "said" });
      ids.forEach((id, place) => {
        cell.append(place ? element.dataset.next : "", move(id, shown.nodes[id]));
      });
      if (ids.length > 1) cell.append(` (${edge.set})`);
      return cell;
    };
    const row = (edge, number) => {
      const made = make("tr"), says = make("td"), standing = make("td"), link = make("td");
      says.append(make("button", edge.says, { type: "button", className: "choose", value: number }));
      if (edge.reported) says.firstChild.innerHTML = edge.reported;
      standing.innerHTML = edge.html;
      link.append(make("a", element.dataset.claim, { href: page(edge.href) }));
      made.append(ends(edge.from, edge), says, ends(edge.to, edge), standing, link);
      return made;
    };
    const options = (name, values, langs = {}) => {
      const select = filters.elements[name];
      for (const old of select.querySelectorAll(".found")) old.remove();
      select.append(...values.map((value) => make("option", value, { value, className: "found", ...langs[value] })));
    };
    // What is chosen from has no markup inside: where its words are in another language as a whole, it is itself.
    const foreign = () => Object.fromEntries([...body.querySelectorAll(".choose > [lang]:only-child")]
      .filter(({ parentNode, textContent }) => parentNode.textContent === textContent).map(({ textContent, lang, dir }) => [textContent, { lang, dir }]));
    const years = () => {
      const bounds = shown.edges.flatMap((edge) => edge.years ?? []).filter((year) => year !== null).sort((a, b) => a - b);
      const first = bounds[0], number = bounds.length ? bounds.at(-1) - first + 1 : 0;
      // Of very many, those in which something begins or ends.
      return (number > 100 ? [...new Set(bounds)] : Array.from({ length: number }, (_, place) => first + place)).map(String);
    };
    const filter = () => {
      const wanted = Object.fromEntries(new FormData(filters)), fitting = shown.edges.map((edge) => fits(edge, wanted));
      [...body.rows].forEach((line, number) => { line.hidden = !fitting[number]; });
      drawn?.batch(() => {
        drawn.elements("[number >= 0]").forEach((one) => { one.toggleClass("out", !fitting[one.data("number")]); });
        drawn.nodes(".entity").forEach((node) => { node.toggleClass("out", node.connectedEdges().every((edge) => edge.hasClass("out"))); });
      });
      // Of somebody with very many relations only the first ones are here: what is not among these may be among the others.
      const number = fitting.filter(Boolean).length, first = fitting.length, told = number ? "some" : "none";
      const words = status.dataset[first < shown.all ? `${told}First` : told];
      status.textContent = words.replace(/\{(\w+)\}/g, (_, name) => ({ shown: number, first, all: shown.all })[name].toLocaleString("en"));
    };
    const close = () => {
      chosen.hidden = true;
      drawn?.elements(".chosen").removeClass("chosen");
    };
    const leave = () => {
      close();
      opener?.focus();
    };
    const fail = (why) => Object.assign(failed, { textContent: failed.dataset[why], hidden: !why });
    // What was asked for last is shown, in whatever order the answers come; and nothing when the page was left meanwhile.
    const late = (mine) => mine !== turn || !element.isConnected;
    const choose = async (number) => {
      const mine = (turn += 1), edge = shown.edges[number], told = await claim(edge.claim, files.said).catch(() => null);
      if (late(mine)) return;
      fail(told ? "" : "lost");
      if (!told) return;
      close();
      drawn?.elements(`[number = ${number}]`).addClass("chosen");
      const put = (selector, words) => { chosen.querySelector(selector).textContent = words; };
      put(".mode", `${told.opens}:`);
      put(".words", told.statement);
      Object.assign(chosen.querySelector(".words"), { lang: told.lang ?? "", dir: told.dir ?? "auto" });
      chosen.querySelector(".trust").innerHTML = told.html;
      chosen.querySelector("article").dataset.mode = edge.kinds[0];
      chosen.querySelector("a").href = page(told.href);
      chosen.hidden = false;
      chosen.focus({ preventScroll: true });
      chosen.scrollIntoView({ block: "nearest" });
    };
    // Its place is kept as soon as the words around it are shown, however late the library comes.
    const staged = (id) => {
      const stage = at(".stage"), width = stage.clientWidth, narrow = width < 2 * 310 + WIDE;
      const spots = placed(id, shown, narrow), { y, high } = spots[id];
      const zoom = Math.min(1, width / (narrow ? 310 + WIDE / 2 + 16 : 2 * 310 + WIDE + 16));
      const head = LINE * (shown.nodes[id].lines?.length ?? 1) + 27;
      stage.style.blockSize = `${(high + head + 20) * zoom}px`;
      return { stage, spots, narrow, zoom, pan: { x: narrow ? 12 * zoom : width / 2, y: (high / 2 - y + head) * zoom } };
    };
    const draw = async (id, { stage, spots, narrow, zoom, pan }) => {
      const cytoscape = await library();
      if (shown !== near[id] || !element.isConnected) return;
      drawn?.destroy();
      drawn = cytoscape({
        container: stage, elements: elements(id, shown, spots, narrow), style: style(element), layout: { name: "preset", fit: false }, zoom, pan,
        autoungrabify: true, boxSelectionEnabled: false, userZoomingEnabled: false, userPanningEnabled: false,
      });
      drawn.on("tap", "[number >= 0]", (event) => choose(event.target.data("number")));
      drawn.on("tap", "node.entity", (event) => open(event.target.id()));
      filter();
    };
    const open = async (id) => {
      const mine = (turn += 1), found = await around(id, files.near).catch(() => null);
      if (late(mine)) return;
      const within = element.contains(document.activeElement);
      fail(found ? "" : found === null ? "lost" : "unknown");
      if (!found) return;
      shown = found;
      known[id] = shown.nodes[id];
      history.replaceState(history.state, "", `?at=${encodeURIComponent(id)}`);
      const before = way.indexOf(id);
      if (before >= 0) way.length = before;
      const trail = way.slice(-6).flatMap((step) => [move(step, known[step]), element.dataset.then]);
      at(".way").hidden = !trail.length;
      at(".way span").replaceChildren(...trail, named(known[id]));
      way.push(id);
      const centre = at(".centre");
      centre.replaceChildren(named(shown.nodes[id]));
      centre.href = page(shown.nodes[id].href);
      body.replaceChildren(...shown.edges.map(row));
      options("says", [...new Set(shown.edges.map((edge) => edge.says))].sort(), foreign());
      options("years", years());
      filters.reset();
      part.hidden = false;
      close();
      filter();
      // What was followed may be gone with the rows in which it stood.
      if (within && !element.contains(document.activeElement)) at(".place").focus();
      at(".stage").hidden = Object.keys(shown.nodes).length < 2;
      if (at(".stage").hidden) return;
      await draw(id, staged(id)).catch(() => { at(".stage").hidden = true; });
    };

    filters.addEventListener("change", filter);
    filters.addEventListener("submit", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      const button = event.target.closest(".choose"), link = event.target.closest("a");
      const id = link?.closest("[data-at]")?.dataset.at ?? new URLSearchParams(link?.getAttribute("href")?.match(/^\?.*/)?.[0] ?? "").get("at");
      if (button) choose(+(opener = button).value);
      if (event.target.closest(".close")) leave();
      if (!id || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation(); // the theme would load the page again
      open(id);
    });
    element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !chosen.hidden) leave();
    });
    const paint = () => drawn?.style(style(element));
    new MutationObserver(paint).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
    matchMedia("(forced-colors: active)").addEventListener("change", paint);
    open(new URLSearchParams(location.search).get("at") ?? element.querySelector("[data-at]").dataset.at);
  };
})();
