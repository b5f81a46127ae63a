// Progressive only: without it every page reads, links and prints the same.
// What all scripts of this site share stands first.
window.dossierScripts = (() => {
  const loading = {};
  return {
    // Loads a script once, and returns what `come` says when it has run; what could not be had may be asked for again.
    load: (address, come = () => {}) => (loading[address] ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => { script.remove(); done(); };
      script.onerror = () => { script.remove(); failed(new Error(address)); };
      document.head.append(script);
    }).then(come).catch((error) => { delete loading[address]; throw error; })),
    // Puts text where it can be pasted from. A browser keeps that way from pages that come without encryption, from a
    // server in one's own network, say, and may refuse it to a page inside another; there its older command does it.
    copy: async (text) => {
      const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      if (done) return;
      document.addEventListener("copy", (event) => {
        event.clipboardData.setData("text/plain", text);
        event.preventDefault();
        event.stopImmediatePropagation();
      }, { capture: true, once: true });
      if (!document.execCommand("copy")) throw new Error("copy");
    },
    // In which of so many files an id is: by the same hash as that of the build (FNV-1a).
    shard: (id, files) => {
      let found = 0x811c9dc5;
      for (const byte of new TextEncoder().encode(id)) found = Math.imul(found ^ byte, 0x01000193) >>> 0;
      return found % files;
    },
  };
})();

// Copying a claim, by button or by selection, takes its words about trust along. Everything is delegated to the
// document, so that it also works on pages that the theme puts in place without loading them.
(() => {
  const unit = ".claim, .brief, .answer, .claim-page > .head, .change, .readings tbody tr";
  const words = (node) => {
    if (!node) return "";
    const copy = node.cloneNode(true);
    for (const link of copy.querySelectorAll(copy.matches("td") ? "a" : ".jump")) link.remove();
    return copy.textContent.replace(/\s+/g, " ").trim().replace(/[,،]$/, "");
  };
  // What belongs to a claim itself, and not to a rival or an answer that stands inside it, nor to what is folded up.
  const own = (claim, selector) => [...claim.querySelectorAll(selector)].filter((node) =>
    node.closest(unit) === claim && !node.closest(".folded"));
  // A claim that stands on the page of a source may move to another part of it; its stub stays.
  const page = location.protocol === "file:" ? "index.html" : "";
  const permanent = (link) => link?.hash ? new URL(`../claims/${link.hash.slice(1)}/${page}`, folder).href : link?.href;
  const standing = (claim) => [
    // Of a row of readings the fourth cell tells how it stands, and the last one leads to its claim. What changed leads
    // to the claim as it stands now, and the statement of a hit to its own.
    ...own(claim, ".why, .who, .caveats, .standing, .change > p > small, td:nth-child(4)").map(words),
    permanent(own(claim, ".permalink")[0] ?? claim.querySelector(".permalink, td:last-child a, a[data-put]")),
  ].filter(Boolean).join("\n");
  const whole = (claim) => [words(own(claim, ".statement")[0]), standing(claim)].join("\n");

  // What an element asks for by `data-view="map"` is made by assets/map.js, loaded once and when it is first needed.
  // A view is a function of the element: dossierViews.map = (element) => …; it is called once for each element.
  const folder = document.currentScript.src.replace(/[^/]*$/, "");
  const views = (window.dossierViews ??= {});
  const load = (name) => dossierScripts.load(`${folder}${name}.js`);
  const without = () => {};
  const shown = new WeakSet();
  const show = () => {
    for (const element of document.querySelectorAll("[data-view]")) {
      if (shown.has(element)) continue;
      shown.add(element);
      const name = element.dataset.view;
      load(name).then(() => element.isConnected && views[name]?.(element), without);
    }
  };

  // The cards of links come with the first link that is pointed at, touched or has the focus.
  const meetings = ["pointerover", "focusin"];
  const meet = (event) => {
    if (!event.target.closest?.(".md-content a")) return;
    for (const type of meetings) document.removeEventListener(type, meet);
    load("cards").then(() => views.cards?.(event), without);
  };
  for (const type of meetings) document.addEventListener(type, meet);

  const reveal = (root) => {
    for (const button of root.querySelectorAll("button.copy[hidden]")) {
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
    }
    // In a list of links, which claim is this one?
    const name = (link, claim) => link.setAttribute("aria-label", `${link.textContent}: ${claim.id || claim.dataset.id}`);
    for (const link of root.querySelectorAll(".claim > .actions > .permalink:not([aria-label])")) name(link, link.closest(".claim"));
    for (const row of root.querySelectorAll(".claim:not(.withdrawn) > .actions:not(.made)")) {
      const words = row.closest("[data-copy]")?.dataset;
      if (!words) continue;  // a template of a site’s own may not offer it
      const copy = document.createElement("button"), cite = document.createElement("a");
      const link = row.querySelector(".permalink");
      copy.className = "copy";
      copy.textContent = words.copy;
      copy.setAttribute("aria-live", "polite");
      cite.textContent = words.cite;
      cite.href = `${link.href}#cite_this`;
      name(cite, row.closest(".claim"));
      row.append(copy);
      if (!link.hash) row.append(cite);  // else the page that it leads to has no claim to cite alone
      row.classList.add("made");
    }
  };

  // What is wider than a hand-written page scrolls sideways: as long as it does, keys reach it, and it is called by its
  // caption, else by the heading above it, with its number among those below that.
  const scrolling = ".md-content :is(.md-typeset__scrollwrap, pre > code, div.arithmatex)";
  const above = (one) => [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4, h5, h6):not(.record *)")]
    .filter((heading) => heading.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  const called = (one) => {
    const caption = one.querySelector("caption"), heading = above(one);
    if (caption || !heading) return words(caption);
    const own = heading.cloneNode(true);
    own.querySelector(".headerlink")?.remove();
    const place = [...document.querySelectorAll(scrolling)].filter((other) => above(other) === heading).indexOf(one);
    return place ? `${words(own)} (${place + 1})` : words(own);
  };
  const scrolled = new WeakSet(), sizes = new ResizeObserver((changed) => {
    for (const one of new Set(changed.map(({ target }) => target.closest(scrolling)))) {
      const name = one && one.scrollWidth > one.clientWidth ? called(one) : "";
      for (const [key, value] of Object.entries({ tabindex: "0", role: "region", "aria-label": name })) {
        if (name) one.setAttribute(key, value); else one?.removeAttribute(key);
      }
    }
  });
  const reach = () => {
    const all = [...document.querySelectorAll(scrolling)];
    if (all.every((one) => scrolled.has(one))) return;
    sizes.disconnect(); // with a new one, as the theme puts boxes around tables, others may have another number
    for (const one of all) {
      scrolled.add(one);
      for (const part of [one, ...one.children]) sizes.observe(part);
    }
  };

  const renew = () => {
    reveal(document);
    show();
    reach();
  };
  renew();
  new MutationObserver((changes) => {
    if (changes.some((change) => change.addedNodes.length)) renew();
  }).observe(document.body, { childList: true, subtree: true });

  // The header stays when the theme puts another page in place, where the way to the search would be another one.
  for (const form of document.querySelectorAll(".find-box")) form.setAttribute("action", form.action);

  // A slash goes to the search from anywhere but where text is typed.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const boxes = [...document.querySelectorAll(".find .ask input, .find-box input")];
    const box = boxes.find((one) => one.getClientRects().length);
    const link = document.querySelector(".find-link");
    if (!box && !link) return;
    event.preventDefault();
    if (box) { box.focus(); box.select(); } else link.click();
  });

  // The way to the other language keeps the place on the page, and what is filtered or looked for: both have one name
  // in all languages.
  for (const type of ["click", "auxclick", "contextmenu"]) {
    document.addEventListener(type, ({ target }) => {
      const link = target.closest?.(".languages a");
      if (link) Object.assign(link, { search: location.search, hash: location.hash });
    }, true);
  }

  // Moves within the page that was loaded are the browser's. The theme would fetch that page for the first of them and put
  // it in place anew, without what is open or chosen in it, and might lose the place that the move leads to. Pages whose
  // address says what is asked of them are left to it.
  const frame = document.querySelector("[data-md-component=container]"), { origin, pathname } = location;
  const within = (url) => frame?.isConnected && url.origin === origin && url.pathname === pathname
    && !document.querySelector(":is(.find, .browse, .explorer)");
  if (window.location$) {
    const follow = location$.next.bind(location$);
    location$.next = (url) => { if (!within(url)) follow(url); };
  }
  // So are links to the page that is open, asked for otherwise, as the tab of the claims is where some are filtered: the
  // theme goes nowhere by these. A link that says where it opens is left to the browser.
  const otherwise = (url) => url.origin === origin && url.pathname === location.pathname && url.search !== location.search;
  document.addEventListener("click", ({ target }) => {
    const link = target.closest?.("a[href]:not([target], svg a)");
    if (link && (within(link) || otherwise(link))) link.target = "_self";
  }, true);

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.copy");
    const claim = button?.closest(unit);
    if (!claim || button.dataset.label) return;
    await dossierScripts.copy(whole(claim));
    button.dataset.label = button.textContent;
    button.textContent = button.closest("[data-copied]").dataset.copied;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 2000);
  });

  document.addEventListener("copy", (event) => {
    const chosen = getSelection();
    if (!event.clipboardData || !chosen.rangeCount || !chosen.toString().trim()) return;
    const range = chosen.getRangeAt(0), around = range.commonAncestorContainer;
    const all = (selector) => [...document.querySelectorAll(selector)].filter((node) => range.intersectsNode(node));
    const inside = (around.nodeType === 1 ? around : around.parentElement).closest(unit);
    let touched = all(unit).filter((claim) => !inside || inside.contains(claim));
    if (!touched.length) touched = all(".claim-page").map((page) => page.querySelector(".head"));
    if (!touched.length) return;
    event.clipboardData.setData("text/plain", [chosen.toString(), ...touched.map(standing)].join("\n\n"));
    event.preventDefault();
  });
})();
