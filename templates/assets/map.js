// Makes the picture of the site's map one that pans and zooms, and shows beside it what is said of a place.
// Without it the picture stands, with the list of all places below. Everything comes as scripts that call dossierMap, so
// that it also works from a folder: cells of the map with places, what is said of some of these, tiles with outlines.
(() => {
  const SVG = "http://www.w3.org/2000/svg", NAMES = 7.4, LEAST = 8, DOT = 4.5, NEAR = 22, FINEST = 1.5, TILES = 16;
  const KM_AROUND = 40075.017;
  // By whole addresses: editions in several languages have maps of their own.
  const files = {};
  window.dossierMap = (value) => { files[document.currentScript.src] = value; };
  const put = (parent, name, given = {}, text = "") => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(given)) made.setAttribute(key, value);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  };
  const html = (parent, name, text = "", given = {}) => {
    const made = Object.assign(document.createElement(name), given);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  };

  // A name that is in another language than the page says so.
  const named = (parent, { name, lang = "" }) => html(parent, "bdi", name, lang ? { lang } : {});

  dossierViews.map = async (figure) => {
    const base = new URL(".", location.href);
    // No server finds the page of a folder where pages are opened from a disk.
    const page = (address) => new URL(`../${address}${location.protocol === "file:" ? "index.html" : ""}`, base);
    const address = (name) => new URL(`${name}.js`, base).href;
    const loaded = (name) => files[address(name)];
    const load = (name) => dossierScripts.load(address(name), () => loaded(name));
    const [top, world] = await Promise.all([load("t/places"), load("world/outline")]);
    const WORLD = top.world, tile = WORLD / 2 ** top.rank;
    const picture = figure.querySelector("svg"), shown = figure.querySelector(".shown");
    const svg = picture.cloneNode(false), [left, upper, step] = figure.dataset.show.split(" ").map(Number);
    const whole = { x: left + 368 * step, y: upper + 200 * step, step };
    let { x, y } = whole, scale = step, width = 736, height = 400, drawing = false, chosen = "";

    svg.removeAttribute("aria-labelledby");
    svg.setAttribute("aria-label", figure.dataset.label);
    svg.setAttribute("tabindex", "0");
    svg.classList.add("canvas");
    svg.append(...picture.querySelectorAll("pattern"));
    const ground = put(svg, "g"), marks = put(svg, "g"), bar = put(svg, "g", { class: "bar" });
    const drawn = (parent, made) => {
      put(parent, "path", { class: "land", d: made.land });
      put(parent, "path", { class: "borders", d: made.borders });
    };
    drawn(put(ground, "g", { transform: `scale(${world.scale})` }), world);
    picture.replaceWith(svg);

    const at = ([east, south]) => [(east - x) / scale + width / 2, (south - y) / scale + height / 2];
    const kmPerUnit = (south) => KM_AROUND / WORLD / Math.cosh(Math.PI * (1 - 2 * south / WORLD));
    const inView = (east, south, size) => {
      const [from, down] = at([east, south]), wide = size / scale;
      return from < width && down < height && from + wide > 0 && down + wide > 0;
    };

    // Detailed outlines, where the site has places and few of them are in view, on top of those of the world.
    const tiles = new Map();
    const lay = () => {
      const close = width * height * scale * scale <= TILES * tile * tile;
      for (const name of top.tiles) {
        const [east, south] = name.slice(1).split("_").map((number) => number * tile);
        const wanted = close && inView(east, south, tile);
        if (wanted && !tiles.has(name)) {
          tiles.set(name, null);
          load(`${name}/outline`).then((made) => {
            const inner = put(ground, "svg", { x: east, y: south, width: tile, height: tile, viewBox: `0 0 ${tile} ${tile}` });
            put(inner, "rect", { class: "sea", width: tile, height: tile });
            drawn(inner, made);
            tiles.set(name, inner);
            draw();
          }, () => tiles.delete(name)); // what could not be had is asked for again as the map is moved
        }
        tiles.get(name)?.setAttribute("display", wanted ? "inline" : "none");
      }
      ground.setAttribute("transform", `translate(${width / 2 - x / scale} ${height / 2 - y / scale}) scale(${1 / scale})`);
    };

    // What is in view: places one by one, or the numbers of those that lie together.
    const found = (cell) => {
      const [east, south, size] = cell.box;
      if (!inView(east, south, size)) return [];
      const some = [...cell.places.map((place) => ({ place, at: place.at, number: 1 })),
        ...(cell.places.length ? [] : cell.clusters.map(([a, b, number]) => ({ at: [a, b], number })))];
      if (!cell.inner.length || size / scale < 512) return some;
      const inner = cell.inner.filter((name) => inView(east + (name.at(-1) & 1) * size / 2, south + (name.at(-1) >> 1) * size / 2, size / 2));
      const missing = inner.filter((name) => !loaded(`${name}/places`));
      for (const name of missing) load(`${name}/places`).then(draw, () => {}); // so is this: until then numbers stand for it
      return missing.length ? some : inner.flatMap((name) => found(loaded(`${name}/places`)));
    };
    const grouped = (items) => {
      const apart = [], groups = [];
      for (const item of items) {
        const [a, b] = at(item.at), radius = item.place ? item.place.radius / scale : 0;
        if (a < -radius || b < -radius || a > width + radius || b > height + radius) continue;
        const seen = { ...item, a, b, radius, items: [item] };
        if (radius > NEAR) { apart.push(seen); continue; }
        const near = groups.find((group) => Math.hypot(group.a - a, group.b - b) < NEAR);
        if (!near) { groups.push(seen); continue; }
        near.number += item.number;
        near.items.push(item);
        near.place = null;
      }
      return [...apart.sort((one, other) => other.radius - one.radius), ...groups];
    };

    const nodes = new Map();
    const node = (key, make) => {
      if (!nodes.has(key)) nodes.set(key, make());
      return nodes.get(key);
    };
    const label = (taken, text, a, b, gap) => {
      const wide = text.length * NAMES, box = (from, down) => [from, down - 12, from + wide, down + 4];
      const ways = [["start", a + gap, b + 5, a + gap], ["end", a - gap, b + 5, a - gap - wide],
        ["middle", a, b - gap - 2, a - wide / 2], ["middle", a, b + gap + 12, a - wide / 2]];
      for (const [anchor, from, down, start] of ways) {
        const one = box(start, down);
        if (start < 0 || start + wide > width) continue; // the edge would cut it off
        if (taken.some((other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3])) continue;
        taken.push(one);
        return { "text-anchor": anchor, x: from, y: down };
      }
      return null;
    };
    const set = (element, given) => {
      for (const [key, value] of Object.entries(given)) element.setAttribute(key, value);
    };
    const mark = (place) => node(place.href, () => {
      const link = put(svg, "a", { class: `mark ${place.shape}`, href: page(place.href) });
      put(link, "title", {}, `${place.name}: ${place.where}`);
      put(link, "circle", place.shape === "area" ? { fill: "url(#map_hatch)" } : {});
      put(link, "text", place.lang ? { lang: place.lang } : {}, place.name);
      link.place = place;
      link.remove();
      return link;
    });
    const count = (key) => node(key, () => {
      const group = put(svg, "g", { class: "count", role: "button", tabindex: "0" });
      put(group, "circle", { r: 14 });
      put(group, "text", { "text-anchor": "middle" });
      group.remove();
      return group;
    });

    const draw = () => {
      if (drawing) return;
      drawing = true;
      requestAnimationFrame(() => {
        drawing = false;
        lay();
        const used = new Set(), taken = [], groups = grouped(found(top));
        for (const { a, b } of groups) taken.push([a - 6, b - 6, a + 6, b + 6]);
        for (const group of groups) {
          const { place, a, b } = group, one = place ? mark(place) : count(group.items.map((item) => item.at).join());
          used.add(one);
          one.group = group;
          // A wide mark lies under those that are less wide, so that each can be chosen.
          if (!one.isConnected) marks.insertBefore(one, [...marks.children].find((other) => other.group.radius < group.radius) ?? null);
          if (place) {
            const radius = place.shape === "exact" && !place.radius ? DOT : Math.max(LEAST, group.radius);
            set(one.querySelector("circle"), { cx: a, cy: b, r: radius });
            const where = label(taken, place.name, a, b, Math.min(radius, 40) + 5), text = one.querySelector("text");
            text.setAttribute("display", where ? "inline" : "none");
            if (where) set(text, where);
            one.classList.toggle("own", place.href === chosen);
          } else {
            set(one.querySelector("circle"), { cx: a, cy: b });
            set(one.querySelector("text"), { x: a, y: b + 5 });
            one.querySelector("text").textContent = group.number.toLocaleString("en");
            one.setAttribute("aria-label", figure.dataset.places.replace("{number}", group.number));
          }
        }
        for (const [key, one] of nodes) {
          if (used.has(one)) continue;
          if (one.contains(document.activeElement)) svg.focus({ preventScroll: true }); // else keys would do nothing more
          one.remove();
          nodes.delete(key);
        }
        scaleBar();
      });
    };
    const scaleBar = () => {
      const km = kmPerUnit(y) * scale;
      bar.replaceChildren();
      if (km * width > 4000) return;
      let length = 1;
      for (let power = 1; power < 1e4; power *= 10) for (const factor of [1, 2, 5]) if (factor * power <= 100 * km) length = factor * power;
      put(bar, "path", { d: `M14 ${height - 18}v4h${length / km}v-4` });
      put(bar, "text", { x: 20 + length / km, y: height - 13 }, figure.dataset.scale.replace("{length}", length.toLocaleString("en")));
    };

    const fitting = () => whole.step * Math.max(736 / width, 400 / height);
    const limited = (step) => Math.min(Math.max(step, FINEST), Math.max(WORLD / Math.max(width, height), fitting()));
    const bound = () => {
      x = Math.min(Math.max(x, 0), WORLD);
      y = Math.min(Math.max(y, 0), WORLD);
      draw();
    };
    const zoom = (factor, [a, b] = [width / 2, height / 2]) => {
      const before = scale;
      scale = limited(scale / factor);
      x += (a - width / 2) * (before - scale);
      y += (b - height / 2) * (before - scale);
      bound();
    };
    const move = (a, b) => { x -= a * scale; y -= b * scale; bound(); };
    const reset = () => {
      ({ x, y } = whole);
      scale = fitting();
      bound();
    };

    // What is said of a place, each claim with its caveats, as everywhere; or the names of places that lie together.
    const tell = async (place) => {
      chosen = place.href;
      draw();
      const claims = await load(`${place.file}/claims`), href = page(place.href);
      if (chosen !== place.href) return;
      shown.replaceChildren();
      const head = html(shown, "h2");
      named(html(head, "a", "", { href }), place);
      html(shown, "p", "", { className: "lead", innerHTML: `${place.html}${figure.dataset.next}` }).append(place.where);
      for (const brief of claims[place.href]) shown.insertAdjacentHTML("beforeend", brief.html);
      html(html(shown, "p", "", { className: "lead" }), "a", place.claims, { href });
      shown.hidden = false;
    };
    const list = (group) => {
      chosen = "";
      shown.replaceChildren();
      html(shown, "h2", figure.dataset.places.replace("{number}", group.number));
      const rows = html(shown, "ul", "", { className: "places" });
      for (const { place } of group.items) {
        if (place) named(html(html(rows, "li"), "a", "", { href: page(place.href) }), place);
      }
      if (!rows.childElementCount) rows.replaceWith(figure.dataset.many);
      shown.hidden = false;
    };
    const open = (target) => {
      // Without what is said of it, a place is the link that it is without this script.
      if (target.place) tell(target.place).catch(() => chosen === target.place.href && svg.isConnected && location.assign(page(target.place.href)));
      else if (scale > FINEST) zoom(2.5, [target.group.a, target.group.b]);
      else list(target.group);
    };
    const target = (event) => event.target.closest?.("a, .count");

    let pointers = new Map(), moved = 0;
    svg.addEventListener("pointerdown", (event) => {
      if (!pointers.size) moved = 0;
      pointers.set(event.pointerId, [event.offsetX, event.offsetY]);
    });
    svg.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = [event.clientX - svg.getBoundingClientRect().x, event.clientY - svg.getBoundingClientRect().y];
      const [a, b] = [now[0] - before[0], now[1] - before[1]];
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      // One finger scrolls the page; two move the map.
      if (event.pointerType === "touch" && !other) return;
      pointers.set(event.pointerId, now);
      moved += Math.abs(a) + Math.abs(b);
      if (moved > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      if (other) {
        const apart = (point) => Math.hypot(point[0] - other[0], point[1] - other[1]) || 1;
        move(a / 2, b / 2);
        zoom(apart(now) / apart(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      } else {
        move(a, b);
      }
    });
    for (const ending of ["pointerup", "pointercancel"]) svg.addEventListener(ending, (event) => pointers.delete(event.pointerId));
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    svg.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !svg.contains(document.activeElement)) return;
      event.preventDefault();
      const box = svg.getBoundingClientRect();
      zoom(2 ** (-event.deltaY / 300), [event.clientX - box.x, event.clientY - box.y]);
    }, { passive: false });
    svg.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (moved > 4) { event.preventDefault(); return; }
      const one = target(event);
      if (!one) return;
      event.preventDefault();
      open(one);
    });
    svg.addEventListener("focusin", (event) => { if (event.target.place && event.target.matches(":focus-visible")) tell(event.target.place).catch(() => {}); });
    svg.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const one = target(event);
      const deed = {
        "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: reset,
        ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60),
        ...(one?.matches(".count") ? { Enter: () => open(one), " ": () => open(one) } : {}),
      }[event.key];
      if (!deed) return;
      event.preventDefault();
      deed();
    });
    const deeds = { in: () => zoom(1.5), out: () => zoom(1 / 1.5), all: reset };
    figure.addEventListener("click", (event) => deeds[event.target.closest("button")?.dataset.do]?.());
    figure.querySelector(".controls").hidden = false;

    let first = true;
    new ResizeObserver(() => {
      [width, height] = [svg.clientWidth || 736, svg.clientHeight || 400];
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      first ? reset() : bound();
      first = false;
    }).observe(svg);
  };
})();
