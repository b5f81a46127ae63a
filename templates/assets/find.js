// The search: looks up what is typed in shards of the index, which it loads as they are needed, and shows the hits.
// What a word is looked up by, and how hits are ranked, is defined in generator/keys.py and generator/exports/find.py;
// the same steps stand here. Nothing is shown that does not come with its words on trust.
(() => {
  const views = (window.dossierViews ??= {});
  const base = new URL("../search/", document.currentScript.src).href;
  const PAGE = 10, MOST_VALUES = 12, MOST_SHARDS = 32, MOST_ENTITIES = 5;
  const EXACT = 8, NEAR = 6, SOUNDS = 5, BEGINS = 4, BY_ENTITY = 4, ALIKE = 3, HALF = 2;

  // Shards are scripts that hand over their data: that works where pages are opened from files, too.
  const waiting = {}, shards = {};
  window.dossierFind = (name, value) => { (waiting[name] ??= {}).value = value; };
  const load = (name) => (shards[name] ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = `${base}${name}.js`;
    script.onload = () => { done(waiting[name]?.value); script.remove(); delete waiting[name]; };
    script.onerror = () => { delete shards[name]; script.remove(); fail(new Error(name)); };
    document.head.append(script);
  }));

  // Keys (generator/keys.py)
  const keysOf = (tables) => {
    const drop = new RegExp(tables.dropped, "gu"), article = new RegExp(tables.article, "u");
    const unspaced = new RegExp(`^${tables.unspaced}`, "u"), latinArticle = new RegExp(tables.latinArticle, "u");
    const [digraphs, ends, broad] = [tables.digraphs, tables.ends, tables.broad]
      .map((rules) => rules.map(([at, put]) => [new RegExp(at, "gu"), put]));
    const otherwise = tables.otherwise.map(([at, put]) => [new RegExp(at, "gu"), put]);
    const vowels = [tables.vowels, tables.shortVowels].map((letters) => new RegExp(letters, "gu"));
    const twice = new RegExp(tables.twice, "gu"), common = new Set(tables.common);
    const replaced = (text, rules) => rules.reduce((made, [at, put]) => made.replace(at, put), text);
    const words = (text) => text.split(/\s+/u).flatMap((chunk) => {
      const bare = chunk.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").replace(drop, "");
      const plain = Array.from(bare, (letter) => tables.forms[letter] ?? letter).join("");
      return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
        const letters = Array.from(word);
        if (letters.length > 1 && unspaced.test(word)) return letters.slice(1).map((letter, at) => letters[at] + letter);
        return [word.replace(article, "")];
      });
    }).filter((word) => word && !common.has(word));
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
    const bucket = (key, number) => {
      let mixed = 0x811c9dc5;
      for (const letter of Array.from(key).slice(0, tables.prefix)) mixed = Math.imul(mixed ^ letter.codePointAt(0), 0x01000193);
      return ((mixed ^ (mixed >>> 15)) >>> 0) % number;
    };
    return {
      bucket,
      asked: (query) => [...new Set(words(query))].slice(0, tables.mostWords),
      skeletons: (word) => {
        const plain = word.replace(latinArticle, "");
        return [...new Set([word, plain, ...otherwise.map((rule) => replaced(plain, [rule]))].map(skeleton))].filter(Boolean);
      },
      sounds: (word) => [...new Set([sound(word), sound(word.replace(latinArticle, ""))])].filter(Boolean),
    };
  };

  // Matching and ranking (generator/exports/find.py)
  const opened = async () => {
    const index = await load("index"), keys = keysOf(index.keys);
    const value = (digit) => index.digits.indexOf(digit);
    const place = (number, bits) => (((value(number[0]) * 64 + value(number[1])) * 64 + value(number[2])) >> (18 - bits)).toString(16);
    const nearness = (word, term) => {
      if (term === word) return EXACT;
      if (word.length > 2 && term.startsWith(word)) return term.length - word.length < 3 ? NEAR : BEGINS;
      return term.length > 3 && word.length - term.length < 4 && word.startsWith(term) ? ALIKE : 0;
    };
    const weigh = (held, postings, worth) => {
      for (let at = 0; at < postings.length; at += 5) {
        const number = postings.slice(at, at + 4), weight = worth * value(postings[at + 4]);
        if ((held.get(number) ?? 0) < weight) held.set(number, weight);
      }
    };
    const near = (held, terms, word) => {
      for (const term in terms) {
        const worth = nearness(word, term);
        if (worth) weigh(held, terms[term], worth);
      }
    };
    const within = async (sort, key) => Promise.all(Array.from({ length: index.segments[sort] }, (_, segment) =>
      load(`${sort}/${segment}/${keys.bucket(key, index.shards[sort]).toString(16)}`)));
    const lookUp = async (sort, word, likewise = true) => {
      const held = new Map(), heard = sort === "names" ? keys.sounds(word).map((one) => [index.sound + one, SOUNDS]) : [];
      const others = [...heard, ...(likewise ? keys.skeletons(word) : []).map((one) => [index.mark + one, ALIKE])];
      const [shards, ...alike] = await Promise.all([within(sort, word), ...others.map(([key]) => within(sort, key))]);
      for (const terms of shards) near(held, terms, word);
      others.forEach(([key, worth], at) => alike[at].forEach((terms) => weigh(held, terms[key] ?? "", worth)));
      // Half of a name, typed as somebody else spells it.
      if (!held.size) heard.forEach(([key], at) => {
        for (const terms of alike[at]) for (const term in terms) if (key.length > 3 && term.startsWith(key)) weigh(held, terms[term], HALF);
      });
      return held;
    };
    const best = (held) => [...held].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const scored = async (word) => {
      // What is only alike is not looked for in texts where a name is known: its claims are found through it.
      const held = await lookUp("names", word), texts = await lookUp("texts", word, !held.size);
      const entities = best(held).slice(0, MOST_ENTITIES).filter(([, weight], _, all) => weight * 2 >= all[0][1]);
      for (const [number, weight] of texts) held.set(number, weight);
      const refs = await Promise.all(entities.map(([number]) => load(`refs/${place(number, index.refs)}`)));
      entities.forEach(([number], at) => weigh(held, refs[at][number] ?? "", BY_ENTITY));
      const rarity = 32 - Math.clz32(Math.floor(index.total / Math.max(held.size, 1))) || 1;
      const pages = new Map();
      near(pages, (await load("pages")).terms, word);
      for (const [number, weight] of pages) held.set(number, weight);
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
      const docs = number[0] === "." ? (await load("pages")).docs : await load(`docs/${place(number, index.docs)}`);
      return docs.find((doc) => doc.n === number);
    };
    const valuesOf = async (number) => {
      if (number[0] === ".") return [["type", "page", (await hit(number)).k]];
      const { values, held } = await load(`facets/${place(number, index.facets)}`);
      return (held[number] ?? []).map((at) => values[at]);
    };
    const withinReach = (numbers) => {
      const seen = new Set();
      return numbers.filter((number) => {
        const shard = number[0] === "." ? "" : place(number, index.facets);
        return seen.has(shard) || (seen.size < MOST_SHARDS && seen.add(shard));
      });
    };
    return { find, hit, valuesOf, withinReach };
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
    const holds = (values, wanted, but) => Object.entries(wanted).every(([facet, any]) =>
      facet === but || values.some(([of, value]) => of === facet && any.includes(value)));

    const shown = (doc) => {
      const kind = doc.t === "claim" ? "claim" : "record";
      const item = page.querySelector(`template[data-hit="${kind}"]`).content.cloneNode(true);
      const put = { ...doc, bold: (doc.w ?? "").slice(0, doc.b), rest: (doc.w ?? "").slice(doc.b) };
      for (const node of item.querySelectorAll("[data-put]")) {
        const name = node.dataset.put;
        if (name === "o") node.append(...(doc.o ?? []).flatMap((other, at) => {
          const apart = document.createElement("bdi");
          apart.textContent = other;
          return at ? [page.dataset.comma, apart] : [apart];
        }));
        else node.textContent = put[name] ?? "";
        if (!node.textContent && node.localName === "p") node.remove();
        if (name === "s") {
          const [at, anchor = ""] = doc.a.split("#");
          // Without a server, nobody finds the page of a folder.
          const target = new URL(`../${at}${location.protocol === "file:" && /(^|\/)$/.test(at) ? "index.html" : ""}`, base);
          if (anchor) target.hash = anchor;
          node.href = target.href;
          if (doc.l) node.lang = doc.l;
          node.dir = doc.d ?? "auto";
        }
      }
      if (!doc.w) item.querySelector(".standing").remove();
      else if (doc.c) item.querySelector(".trust").dataset.caveat = doc.c;
      if (doc.m) item.querySelector("article").dataset.mode = doc.m;
      return item;
    };

    let turn = 0, numbers = [], upTo = 0;
    const showMore = async (mine) => {
      const next = numbers.slice(upTo, upTo + PAGE);
      const hits = next.map((number) => finder().then((index) => index.hit(number)));
      for (const hit of hits) {
        const doc = await hit;
        if (mine !== turn) return;
        if (doc) rows.append(shown(doc));
      }
      upTo += next.length;
      more.hidden = upTo >= numbers.length;
    };

    // Counts are of what would be shown: each facet is counted under the choices in all others.
    const count = async (found, wanted, mine) => {
      const index = await finder(), reach = index.withinReach(found.numbers);
      const valued = await Promise.all(reach.map(async (number) => [number, await index.valuesOf(number)]));
      if (mine !== turn) return;
      for (const field of facets) {
        const { facet } = field.dataset, counts = new Map();
        for (const value of wanted[facet] ?? []) counts.set(value, [value, 0]);
        for (const [, values] of valued) {
          if (!holds(values, wanted, facet)) continue;
          for (const [of, value, label] of values) {
            if (of !== facet) continue;
            const counted = counts.get(value) ?? [label, 0];
            counts.set(value, [label, counted[1] + 1]);
          }
        }
        const order = facet === "period" || facet === "origins" ? (a, b) => (a[0] < b[0] ? -1 : 1)
          : (a, b) => b[1][1] - a[1][1] || (a[1][0] < b[1][0] ? -1 : 1);
        const listed = [...counts].sort(order);
        const kept = listed.filter(([value], at) => at < MOST_VALUES || wanted[facet]?.includes(value));
        field.replaceChildren(field.querySelector("legend"), ...kept.map(([value, [label, number]]) => {
          const choice = document.createElement("label"), mark = document.createElement("input");
          Object.assign(mark, { type: "checkbox", name: facet, value, checked: !!wanted[facet]?.includes(value) });
          const name = document.createElement("bdi"), small = document.createElement("small");
          name.textContent = label;
          small.textContent = number.toLocaleString();
          choice.append(mark, " ", name, " ", small);
          return choice;
        }));
        field.hidden = listed.length < 2 && !wanted[facet];
      }
      unseen.textContent = reach.length < found.numbers.length
        ? words("unseen", { n: reach.length.toLocaleString(), all: found.numbers.length.toLocaleString() }) : "";
      return valued;
    };

    const tell = (found, query, wanted) => {
      const n = numbers.length.toLocaleString(), all = found.numbers.length.toLocaleString();
      if (!found.numbers.length) return words("none", { q: query });
      if (Object.keys(wanted).length) {
        const labels = [...narrow.querySelectorAll(":checked ~ bdi")].map((node) => node.textContent);
        return words("narrowed", { n, all, chosen: labels.join(", ") });
      }
      if (found.matched < found.words) return words("part", { n, m: found.matched, w: found.words });
      return words(numbers.length === 1 ? "one" : "some", { n });
    };

    const answer = async () => {
      const mine = ++turn, query = new URLSearchParams(location.search).get("q") ?? "", wanted = chosen();
      if (!query.trim()) {
        rows.replaceChildren();
        said.textContent = "";
        columns.hidden = true;
        return;
      }
      try {
        const found = await (await finder()).find(query);
        if (mine !== turn) return;
        const narrowed = Object.keys(wanted).length > 0;
        let counted = narrowed ? await count(found, wanted, mine) : null;
        if (mine !== turn) return;
        numbers = narrowed ? counted.filter(([, values]) => holds(values, wanted)).map(([number]) => number) : found.numbers;
        upTo = 0;
        rows.replaceChildren();
        more.hidden = true;
        columns.hidden = !found.numbers.length;
        said.textContent = tell(found, query, wanted);
        await showMore(mine);
        if (!narrowed && mine === turn) await count(found, wanted, mine);
      } catch (reason) {
        if (mine === turn) said.textContent = words("failed", {});
        console.warn(reason);
      }
    };

    // The address keeps what is asked: it can be shared, and going back goes back.
    const keep = (asked, how) => {
      history[how](history.state, "", `${location.pathname}${asked.toString() ? `?${asked}` : ""}`);
      return answer();
    };
    let pause;
    box.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(() => {
        const asked = new URLSearchParams();
        if (box.value.trim()) asked.set("q", box.value);
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
      const last = rows.lastElementChild;
      await showMore(turn);
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
