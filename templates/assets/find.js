// The search: looks up what is typed in shards of the index, which it loads as they are needed, and shows the hits.
// What a word is looked up by, and how hits are ranked, is defined in generator/keys.py and generator/exports/find.py;
// the same steps stand here. Nothing is shown that does not come with its words on trust.
(() => {
  const views = (window.dossierViews ??= {});
  const base = new URL("../search/", document.currentScript.src).href;
  const PAGE = 10, MOST_VALUES = 12, MOST_SHARDS = 16, MOST_ENTITIES = 5, OFTEN = 100, MOST_LETTERS = 60;
  const EXACT = 8, NEAR = 6, SOUNDS = 5, BEGINS = 4, BY_ENTITY = 4, ALIKE = 3, HALF = 2, NEARLY = 3;

  // Shards are scripts that hand over their data: that works where pages are opened from files, too.
  const waiting = {};
  window.dossierFind = (name, value) => { (waiting[name] ??= {}).value = value; };
  const load = (name) => dossierScripts.load(`${base}${name}.js`, () => {
    const value = waiting[name]?.value;
    delete waiting[name];
    return value;
  });

  // Keys (generator/keys.py)
  const keysOf = (tables) => {
    const drop = new RegExp(tables.dropped, "gu"), article = new RegExp(tables.article, "u");
    const particle = new RegExp(tables.particle, "u");
    const unspaced = new RegExp(`^${tables.unspaced}`, "u"), latinArticle = new RegExp(tables.latinArticle, "u");
    const [digraphs, ends, broad] = [tables.digraphs, tables.ends, tables.broad]
      .map((rules) => rules.map(([at, put]) => [new RegExp(at, "gu"), put]));
    const otherwise = tables.otherwise.map(([at, put]) => [new RegExp(at, "gu"), put]);
    const vowels = [tables.vowels, tables.shortVowels].map((letters) => new RegExp(letters, "gu"));
    const twice = new RegExp(tables.twice, "gu"), common = new Set(tables.common);
    const replaced = (text, rules) => rules.reduce((made, [at, put]) => made.replace(at, put), text);
    const bare = (text) => Array.from(
      text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(drop, ""), (letter) => tables.forms[letter] ?? letter,
    ).join("");
    const signs = (text) => {
      const plain = bare(text).replace(/\s+/gu, "");
      return plain && !/[\p{L}\p{N}]/u.test(plain) ? [plain] : [];
    };
    const words = (text) => {
      const found = text.split(/\s+/u).flatMap((chunk) => (bare(chunk).match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
        const letters = Array.from(word);
        if (letters.length > 1 && unspaced.test(word)) return letters.slice(1).map((letter, at) => letters[at] + letter);
        return [word.replace(article, "")];
      })).filter((word) => word && !common.has(word));
      return found.length ? found : signs(text);
    };
    const skeleton = (word) => {
      let whole = /^[\x00-\x7f]*$/.test(word) ? replaced(word, digraphs)
        : Array.from(word, (letter) => tables.bones[letter] ?? letter).join("");
      if (!/^[a-zA-Z]+$/.test(whole)) return "";
      whole = replaced(whole, ends);
      for (const some of vowels) {
        const bones = (whole.slice(0, 1) + whole.slice(1).replace(some, "")).replace(twice, "$1");
        if (bones.length > 1) return bones;
      }
      return "";
    };
    const sound = (word) => (/^[a-z]+$/.test(word)
      ? replaced(replaced(replaced(word, digraphs), ends), broad).replace(twice, "$1") : "");
    const skeletons = (word) => {
      const plain = word.replace(latinArticle, "");
      return [...new Set([word, plain, ...otherwise.map((rule) => replaced(plain, [rule]))].map(skeleton))].filter(Boolean);
    };
    const begins = (key) => tables.prefixes[key[0]] ?? tables.prefix;
    const bucket = (key, number) => {
      let mixed = 0x811c9dc5;
      for (const letter of Array.from(key).slice(0, begins(key))) mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193);
      return ((mixed ^ (mixed >>> 15)) >>> 0) % number;
    };
    return {
      bucket,
      asked: (query) => [...new Set(words(query))].slice(0, tables.mostWords),
      skeletons,
      shortened: (word, mark) => {
        const plain = word.replace(particle, "");
        const found = plain === word ? [] : [plain, ...skeletons(plain).map((bones) => mark + bones)];
        for (const bones of skeletons(word)) {
          if (bones.length >= tables.shortened) for (let at = 0; at < bones.length; at += 1) found.push(mark + bones.slice(0, at) + bones.slice(at + 1));
        }
        return [...new Set(found)];
      },
      isNear: (key, term) => {
        const [own, other] = [Array.from(key), Array.from(term)];
        let at = 0;
        while (at < own.length && own[at] === other[at]) at += 1;
        const rest = (letters, from) => letters.slice(at + from).join("");
        return at >= begins(key) && own.length >= begins(key) + 2 && (rest(own, 1) === rest(other, 1) || rest(own, 1) === rest(other, 0) || rest(own, 0) === rest(other, 1)
          || (own[at] === other[at + 1] && own[at + 1] === other[at] && rest(own, 2) === rest(other, 2)));
      },
      sounds: (word) => [...new Set([sound(word), sound(word.replace(latinArticle, ""))])].filter(Boolean),
    };
  };

  // Matching and ranking (generator/exports/find.py)
  const opened = async () => {
    const index = await load("index"), keys = keysOf(index.keys);
    const { bits: all, letters, leads: [two, three], end } = index.postings;
    const place = (number, bits) => (number >> (all - bits)).toString(16);
    // Numbers with their weights (generator/postings.py): each calls `take`.
    const base = letters.length, worth = Object.fromEntries([...letters].map((letter, at) => [letter, at]));
    const starts = [0, two, two + three], before = [0, two * base, two * base + three * base ** 2];
    const decoded = (text, take, step = 1, remainder = 0) => {
      for (const group of text ? text.split(end) : []) {
        let number = -1;
        for (let at = 1; at < group.length;) {
          const lead = worth[group[at]], more = lead < two ? 0 : lead < two + three ? 1 : 2;
          let gap = lead - starts[more];
          for (const last = at + more + 1; at < last;) gap = gap * base + worth[group[at += 1]];
          at += 1;
          number += gap + before[more] + 1;
          take(number * step + remainder, worth[group[0]]);
        }
      }
    };
    const size = (word) => Array.from(word).length;  // an emoji is one sign, too
    const nearness = (word, term) => {
      if (term === word) return EXACT;
      if (term.startsWith(word) && size(word) > 2) return size(term) - size(word) < 3 ? NEAR : BEGINS;
      return word.startsWith(term) && size(term) > 3 && size(word) - size(term) < 4 ? ALIKE : 0;
    };
    // What a shard has is weighed by its terms: nothing where a term counts nothing.
    const weigh = (held, terms, worth, step, remainder) => {
      const parts = terms.split(" ");
      for (let at = 0; at + 1 < parts.length; at += 2) {
        const by = worth(parts[at]);
        if (by) decoded(parts[at + 1], (number, own) => { if ((held.get(number) ?? 0) < by * own) held.set(number, by * own); }, step, remainder);
      }
    };
    const within = async (held, sort, key, worth) => {
      const shard = keys.bucket(key, index.shards[sort]).toString(16), step = index.segments[sort];
      const shards = await Promise.all(Array.from({ length: step }, (_, segment) => load(`${sort}/${segment}/${shard}`)));
      shards.forEach((terms, segment) => weigh(held, terms, worth, step, segment));
    };
    const lookUp = async (sort, word, likewise = true) => {
      const held = new Map(), heard = sort === "names" ? keys.sounds(word).map((one) => index.sound + one) : [];
      const exactly = (key, worth) => within(held, sort, key, (term) => (term === key ? worth : 0));
      await Promise.all([within(held, sort, word, (term) => nearness(word, term)), ...heard.map((key) => exactly(key, SOUNDS))]);
      // What many have as it was typed is no rare name, and is not looked for in other spellings.
      if (likewise && held.size < OFTEN) await Promise.all(keys.skeletons(word).map((one) => exactly(index.mark + one, ALIKE)));
      // Half of a name, typed as somebody else spells it.
      if (!held.size) await Promise.all(heard.filter((key) => key.length > 3)
        .map((key) => within(held, sort, key, (term) => (term.startsWith(key) ? HALF : 0))));
      return held;
    };
    // What differs by one letter, or by what is joined to it, where nothing has the word.
    const nearly = async (word) => {
      const held = new Map(), alike = [word, ...keys.sounds(word).map((one) => index.sound + one)];
      await Promise.all([...alike.map((key) => within(held, "names", key, (term) => (keys.isNear(key, term) ? NEARLY : 0))),
        ...keys.shortened(word, index.mark).map((key) => within(held, "names", key, (term) => (term === key ? NEARLY : 0)))]);
      return held;
    };
    const best = (held) => [...held].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const scored = async (word) => {
      // What is only alike is not looked for in texts where a name is known: its claims are found through it.
      let held = await lookUp("names", word);
      const texts = await lookUp("texts", word, !held.size);
      if (!held.size && !texts.size) held = await nearly(word);
      const entities = best(held).slice(0, MOST_ENTITIES).filter(([, weight], _, all) => weight * 2 >= all[0][1]);
      for (const [number, weight] of texts) held.set(number, weight);
      const refs = await Promise.all(entities.map(([number]) => load(`refs/${place(number, index.refs)}`)));
      entities.forEach(([number], at) => weigh(held, `is ${refs[at][number]}`, () => BY_ENTITY));
      const rarity = 32 - Math.clz32(Math.floor(index.total / Math.max(held.size, 1))) || 1;
      const pages = new Map();
      weigh(pages, (await load("pages")).terms, (term) => nearness(word, term));
      for (const [number, weight] of pages) held.set(-1 - number, weight);
      for (const [number, weight] of held) held.set(number, weight * rarity);
      return held;
    };
    const find = async (query) => {
      const words = keys.asked(query), matched = new Map(), scores = new Map();
      for (const held of await Promise.all(words.map(scored))) {
        for (const [number, score] of held) {
          matched.set(number, (matched.get(number) ?? 0) + 1);
          scores.set(number, (scores.get(number) ?? 0) + score);
        }
      }
      const most = Math.max(0, ...matched.values());
      const numbers = best(scores).map(([number]) => number).filter((number) => matched.get(number) === most);
      return { numbers, matched: most, words: words.length };
    };
    const hit = async (number) => {
      const docs = number < 0 ? (await load("pages")).docs : await load(`docs/${place(number, index.docs)}`);
      return docs.find((doc) => doc.n === number);
    };
    const placesOf = (numbers) => [...new Set(numbers.filter((number) => number >= 0).map((number) => place(number, index.facets)))];
    // The values of one facet in some shards, by the numbers of those that have them.
    const valuesOf = async (facet, places) => {
      const held = new Map(), add = (number, value) => (held.get(number) ?? held.set(number, []).get(number)).push(value);
      for (const shard of await Promise.all(places.map((at) => load(`facets/${facet}/${at}`)))) {
        for (const [value, label, postings, lang] of shard) decoded(postings, (number) => add(number, [value, label, lang]));
      }
      if (facet === "type") for (const doc of (await load("pages")).docs) add(doc.n, ["page", doc.k]);
      return held;
    };
    const withinReach = (numbers) => {
      const seen = new Set();
      return numbers.filter((number) => {
        const shard = number < 0 ? "" : place(number, index.facets);
        return seen.has(shard) || (seen.size < MOST_SHARDS && seen.add(shard));
      });
    };
    // Hits in their order, in parts that need one more shard of each facet, then two, four and so on: so the first
    // that have what is chosen can be shown, however many shards there are.
    const parts = function* (numbers) {
      const seen = new Set();
      for (let from = 0, to = 0, most = 1; from < numbers.length; from = to, most *= 2) {
        for (let fresh = 0; to < numbers.length; to += 1) {
          const [at] = placesOf([numbers[to]]);
          if (at === undefined || seen.has(at)) continue;
          if (fresh === most) break;
          seen.add(at);
          fresh += 1;
        }
        yield numbers.slice(from, to);
      }
    };
    // Without words that count, everything is found, for what is chosen to narrow it: all have a type.
    const everything = async function* () {
      const all = Array.from({ length: 1 << index.facets }, (_, at) => at.toString(16));
      for (let from = 0, most = 1; from < all.length; from += most, most *= 2) {
        const found = [...(await valuesOf("type", all.slice(from, from + most))).keys()];
        yield found.filter((number) => number >= 0 || !from).sort((a, b) => a - b);
      }
    };
    return { find, hit, valuesOf, placesOf, withinReach, parts, everything };
  };
  let ready;
  const finder = () => (ready ??= opened().catch((reason) => { ready = null; throw reason; }));
  // For the test that holds this against the program's own answers.
  window.dossierFound = async (query) => (await (await finder()).find(query)).numbers;

  // The page
  views.find = (page) => {
    const ask = page.querySelector(".ask"), box = ask.q, rows = page.querySelector(".rows");
    const said = page.querySelector(".found"), more = page.querySelector(".more"), columns = page.querySelector(".columns");
    const facets = [...page.querySelectorAll("[data-facet]")], unseen = page.querySelector(".unseen");
    const words = (name, values) => page.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
    const narrow = page.querySelector(".facets");
    page.querySelector(".without").remove();
    narrow.open = matchMedia("(min-width: 60em)").matches;

    const chosen = () => {
      const asked = new URLSearchParams(location.search), found = {};
      for (const { dataset: { facet } } of facets) if (asked.getAll(facet).length) found[facet] = asked.getAll(facet);
      return found;
    };
    const valued = async (names, numbers) => {
      const index = await finder(), places = index.placesOf(numbers);
      return Object.fromEntries(await Promise.all(names.map(async (facet) => [facet, await index.valuesOf(facet, places)])));
    };
    const holds = (number, values, wanted, but) => Object.entries(wanted).every(([facet, any]) =>
      facet === but || values[facet].get(number)?.some(([value]) => any.includes(value)));

    const shown = (doc) => {
      const kind = doc.t === "claim" ? "claim" : "record";
      const item = page.querySelector(`template[data-hit="${kind}"]`).content.cloneNode(true);
      const put = { ...doc, bold: (doc.w ?? "").slice(0, doc.b), rest: (doc.w ?? "").slice(doc.b) };
      for (const node of item.querySelectorAll("[data-put]")) {
        const name = node.dataset.put;
        if (name === "o") node.append(...(doc.o ?? []).flatMap((other, at) => {
          const apart = document.createElement("bdi"), [said, lang] = [other].flat();
          apart.textContent = said;
          if (lang) apart.lang = lang;
          return at ? [page.dataset.comma, apart] : [apart];
        }));
        else node.textContent = put[name] ?? "";
        if (!node.textContent && node.localName === "p") node.remove();
        if (name === "s") {
          const [at, anchor = ""] = doc.href.split("#");
          // Without a server, nobody finds the page of a folder.
          const target = new URL(`../${at}${location.protocol === "file:" && /(^|\/)$/.test(at) ? "index.html" : ""}`, base);
          if (anchor) target.hash = anchor;
          node.href = target.href;
          if (doc.l) node.lang = doc.l;
          node.dir = doc.d ?? (doc.t === "claim" ? "" : "auto");
        }
      }
      if (!doc.w) item.querySelector(".standing").remove();
      else if (doc.c) item.querySelector(".trust").dataset.caveat = doc.c;
      if (doc.m) item.querySelector("article").dataset.mode = doc.m;
      return item;
    };

    const labels = (values, wanted) => Object.entries(wanted).flatMap(([facet, any]) => any.map((wish) => {
      for (const own of values[facet].values()) for (const [value, label] of own) if (value === wish) return label;
      return wish;
    }));

    const whole = new Set(); // the facets of which all values are shown
    let turn = 0, standing = 0, told = "", numbers = [], upTo = 0;
    const showMore = async (mine, end = upTo + PAGE) => {
      const next = numbers.slice(upTo, end), hits = next.map((number) => finder().then((index) => index.hit(number)));
      let left = next.length;
      upTo += left;
      try {
        for (const hit of hits) {
          const doc = await hit;
          if (mine !== turn) return;
          if (doc) rows.append(shown(doc));
          left -= 1;
        }
      } catch (reason) {
        if (mine === turn) upTo -= left; // what could not be had comes next, when it is asked for again
        await Promise.allSettled(hits);
        throw reason;
      }
      more.hidden = upTo >= numbers.length;
    };
    const fail = (mine, reason) => {
      console.warn(reason);
      if (mine !== turn) return;
      said.textContent = words("failed", {});
      if (standing !== mine) columns.hidden = true; // these hits are those of other words
    };

    // Counts are of what would be shown: each facet is counted under the choices in all others.
    const count = async (found, wanted, mine) => {
      const index = await finder(), reach = index.withinReach(found.numbers);
      const values = await valued(facets.map((field) => field.dataset.facet), reach);
      if (mine !== turn) return;
      for (const field of facets) {
        const { facet } = field.dataset, counts = new Map();
        for (const value of wanted[facet] ?? []) counts.set(value, [value, 0]);
        for (const number of reach) {
          if (!holds(number, values, wanted, facet)) continue;
          for (const [value, label, lang] of values[facet].get(number) ?? []) {
            const counted = counts.get(value) ?? [label, 0];
            counts.set(value, [label, counted[1] + 1, lang]);
          }
        }
        // Of many, those that most have are offered, of years the later ones first; years and numbers stand in their order.
        const steps = facet === "period" || facet === "origins";
        const earlier = (a, b) => (steps && parseInt(a, 10) - parseInt(b, 10)) || (a < b ? -1 : 1);
        const listed = [...counts].sort((a, b) =>
          b[1][1] - a[1][1] || (steps ? earlier(b[0], a[0]) : earlier(a[1][0], b[1][0])));
        const kept = listed.filter(([value], at) => whole.has(facet) || at < MOST_VALUES || wanted[facet]?.includes(value));
        if (steps) kept.sort((a, b) => earlier(a[0], b[0]));
        field.replaceChildren(field.querySelector("legend"), ...kept.map(([value, [label, number, lang]]) => {
          const choice = document.createElement("label"), mark = document.createElement("input");
          Object.assign(mark, { type: "checkbox", name: facet, value, checked: !!wanted[facet]?.includes(value) });
          const name = document.createElement("bdi"), small = document.createElement("small");
          name.textContent = label;
          if (lang) name.lang = lang;
          small.textContent = number.toLocaleString("en");
          choice.append(mark, " ", name, " ", small);
          return choice;
        }));
        if (kept.length < listed.length) {
          const rest = document.createElement("button"), offered = new Set(kept.map(([value]) => value));
          Object.assign(rest, { type: "button", className: "rest", textContent: words("rest", { n: (listed.length - kept.length).toLocaleString("en") }) });
          rest.addEventListener("click", async () => {
            whole.add(facet);
            await count(found, wanted, mine).catch((reason) => fail(mine, reason));
            [...field.querySelectorAll("input")].find((input) => !offered.has(input.value))?.focus();
          });
          field.append(rest);
        }
        field.hidden = listed.length < 2 && !wanted[facet];
      }
      unseen.textContent = reach.length < found.numbers.length
        ? words("unseen", { n: reach.length.toLocaleString("en"), all: found.numbers.length.toLocaleString("en") }) : "";
    };

    const tell = (found, query, chosen) => {
      const n = numbers.length.toLocaleString("en"), all = found.numbers.length.toLocaleString("en");
      // A long query is told by its beginning; whatever its script is, the words around it stay in place.
      const letters = Array.from(query.trim()), q = `\u2068${letters.slice(0, MOST_LETTERS).join("")}${letters.length > MOST_LETTERS ? "…" : ""}\u2069`;
      if (!found.numbers.length) return words(found.words ? "none" : "nothing", { q });
      const part = found.matched < found.words && words(found.words === 2 ? "half" : "part", { n: all, m: found.matched, w: found.words });
      const narrowed = chosen.length && words("narrowed", { n, all, chosen: chosen.join(page.dataset.comma) });
      return [part, narrowed].filter(Boolean).join(" ") || words(numbers.length === 1 ? "one" : "some", { n });
    };

    const answer = async () => {
      const mine = ++turn, query = new URLSearchParams(location.search).get("q") ?? "", wanted = chosen();
      const narrowed = Object.keys(wanted).length > 0;
      if (!query.trim() && !narrowed) {
        rows.replaceChildren();
        said.textContent = "";
        columns.hidden = true;
        return;
      }
      try {
        const index = await finder(), found = await index.find(query), names = Object.keys(wanted), all = [];
        if (mine !== turn) return;
        const values = Object.fromEntries(names.map((facet) => [facet, new Map()]));
        [numbers, upTo, standing] = [[], 0, mine];
        rows.replaceChildren();
        more.hidden = true;
        const parts = !narrowed ? [found.numbers] : found.words ? index.parts(found.numbers) : index.everything();
        for await (const part of parts) {
          for (const [facet, held] of Object.entries(await valued(names, part))) {
            for (const [number, own] of held) values[facet].set(number, own);
          }
          if (mine !== turn) return;
          all.push(part);
          numbers = numbers.concat(part.filter((number) => holds(number, values, wanted)));
          if (numbers.length) columns.hidden = false;
          if (!narrowed) said.textContent = told = tell(found, query, []);
          await showMore(mine, PAGE);
          if (mine !== turn) return;
        }
        found.numbers = all.flat();
        columns.hidden = !found.numbers.length;
        if (narrowed) said.textContent = told = tell(found, query, labels(values, wanted));
        await count(found, wanted, mine);
      } catch (reason) {
        fail(mine, reason);
      }
    };

    // The address keeps what is asked: it can be shared, and going back goes back.
    const keep = (asked, how) => {
      const address = `${location.pathname}${asked.toString() ? `?${asked}` : ""}`;
      history[address === location.pathname + location.search ? "replaceState" : how](history.state, "", address);
      return answer();
    };
    let pause;
    box.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        if (!page.isConnected) return; // left meanwhile: the address is another page's
        const asked = new URLSearchParams(location.search);
        if (box.value.trim()) asked.set("q", box.value);
        else asked.delete("q");
        keep(asked, "replaceState");
      }, 150);
    });
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(pause);
      const asked = new URLSearchParams(location.search);
      asked.set("q", box.value);
      keep(asked, "pushState");
    });
    narrow.addEventListener("change", ({ target }) => {
      const asked = new URLSearchParams(location.search), kept = asked.getAll(target.name).filter((one) => one !== target.value);
      asked.delete(target.name);
      for (const value of target.checked ? [...kept, target.value] : kept) asked.append(target.name, value);
      keep(asked, "pushState").then(() => narrow.querySelector(`[name="${target.name}"][value="${CSS.escape(target.value)}"]`)?.focus());
    });
    more.addEventListener("click", async () => {
      const last = rows.lastElementChild, mine = turn;
      await showMore(mine).then(() => { if (mine === turn) said.textContent = told; }, (reason) => fail(mine, reason));
      last?.nextElementSibling?.querySelector("a")?.focus();
    });
    addEventListener("popstate", () => {
      if (!page.isConnected) return;
      box.value = new URLSearchParams(location.search).get("q") ?? "";
      answer();
    });
    box.value = new URLSearchParams(location.search).get("q") ?? "";
    if (!box.value) box.focus({ preventScroll: true });
    answer();
  };
})();
