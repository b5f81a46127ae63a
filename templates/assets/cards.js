// Cards: what a link leads to, told beside it. A card opens after a while of pointing at a link, at once when a link
// gets the focus by keyboard, and while a finger holds a link; it closes with Escape, and when all of that ends.
// Cards lie in files below cards/; the id in a link's address tells in which one (card_file in generator/pages).
// If that file cannot be had, nothing opens. Loaded by dossier.js with the first link that is met.
(() => {
  const root = new URL("../", document.currentScript.src).href;
  const WAIT = 300, LEAVE = 250, HOLD = 500, SLIP = 10;  // milliseconds; how far a finger that holds may slip
  const cards = new Map();
  let about;
  window.dossierCards = (what, open) => {
    if (Array.isArray(what)) for (const { id, html } of what) cards.set(id, html);
    else about = { files: what, open };
  };
  const load = (name) => dossierScripts.load(`${root}cards/${name}.js`).catch(() => {});
  const fetched = async (id) => {
    if (!cards.has(id)) await load("about");
    if (!cards.has(id) && about) await load(dossierScripts.shard(id, about.files).toString(16));
    return cards.get(id);
  };

  // The id of the record that an address leads to: groups/hts/, or a claim on a page: groups/hts/2/#hts-supports, or a
  // part of such a claim: sources/report/#hts-supports__history.
  const RECORD = /^([^/?#]+)\/([a-z0-9-]+)\/(?:\d+\/)?(?:index\.html)?(?:#([a-z0-9-]+)(?:__\w+)?)?(?:[?#]|$)/;
  const idOf = (href) => {
    const found = href.startsWith(root) && RECORD.exec(href.slice(root.length));
    return found ? (found[1] !== "claims" && found[3]) || found[2] : "";
  };
  // A link of a drawing names its address in another way; what a script draws tells beside it what it leads to.
  const hrefOf = (link) => link.href.baseVal === undefined ? link.href : new URL(link.href.baseVal, location).href;
  const LINK = ".md-content a:is([href], svg:not(.canvas) a)";
  // A link into the claim in which it stands, or to the page on which it stands, would tell what is read already.
  const UNIT = ".claim, .brief, .answer";
  const tellsItself = (link, id) => {
    const unit = link.closest(UNIT);
    const own = unit && [...unit.querySelectorAll(".permalink")].find((one) => one.closest(UNIT) === unit);
    return id === idOf(location.href.replace(/#.*/, "")) || (own && id === idOf(own.href));
  };
  const linkAt = (node) => {
    const link = node.closest?.(LINK);
    const id = link && idOf(hrefOf(link));
    return id && !tellsItself(link, id) ? link : null;
  };

  // `link` is whose card is open; `wanted` is whose card will open, unless it was `dismissed` and not left since.
  let card, link, wanted, dismissed, spot, timer, leaving, press, swallow;

  const close = () => {
    clearTimeout(leaving);
    if (!card) return;
    const inside = card.contains(document.activeElement);
    card.remove();
    card = null;
    link.removeAttribute("aria-describedby");
    if (inside) link.focus();
  };
  const cancel = () => {
    clearTimeout(timer);
    wanted = press = null;
  };
  const show = (html, target, held) => {
    close();
    link = target;
    card = document.createElement("div");
    card.className = "md-typeset link-card";
    card.id = "link_card";
    const record = document.createElement("div");
    record.className = "record";
    record.innerHTML = html;
    const way = document.createElement("a");
    way.className = "permalink jump";
    way.href = hrefOf(target);
    way.textContent = about.open;
    way.hidden = !held;
    (record.querySelector(".brief") ?? record).append(way);
    card.append(record);
    document.body.append(card);
    if (held) {
      card.setAttribute("role", "dialog");
      card.setAttribute("aria-label", target.textContent);
      way.focus({ preventScroll: true });
    } else {
      card.setAttribute("role", "tooltip");
      target.setAttribute("aria-describedby", card.id);
    }
    place();
  };
  // Under the link, above it where there is more room, beginning with the line of it that is pointed at; never beyond
  // the window, and never over the link.
  const place = () => {
    const lines = [...link.getClientRects()], wide = document.documentElement.clientWidth, gap = 6, edge = 8;
    const own = card.getBoundingClientRect(), all = link.getBoundingClientRect();
    const line = lines.find((one) => spot >= one.top - 2 && spot <= one.bottom + 2) ?? lines[0] ?? all;
    const start = getComputedStyle(link).direction === "rtl" ? line.right - own.width : line.left;
    const left = Math.max(edge, Math.min(start, wide - own.width - edge));
    const under = all.bottom + gap + own.height <= innerHeight || all.top < innerHeight - all.bottom;
    const top = under ? all.bottom + gap : all.top - gap - own.height;
    card.style.setProperty("left", `${left + scrollX}px`);
    card.style.setProperty("top", `${Math.max(edge, top + scrollY)}px`);
  };
  const want = async (target, wait, at) => {
    clearTimeout(timer);
    wanted = target;
    spot = at;
    const since = Date.now(), html = await fetched(idOf(hrefOf(target)));
    const now = () => wanted === target && target.isConnected && show(html, target, false);
    if (html && wanted === target) timer = setTimeout(now, wait - (Date.now() - since));
  };

  const over = (event) => {
    if (event.pointerType === "touch") return;
    if (card?.contains(event.target)) return clearTimeout(leaving);
    const target = linkAt(event.target);
    if (target !== dismissed) dismissed = null;
    if (card && target === link) return clearTimeout(leaving);
    if (card) leave();
    if (!target) cancel();
    else if (target !== wanted && target !== dismissed) want(target, WAIT, event.clientY);
  };
  // Pointer and focus keep a card open, each by itself; the pointer may take its way into the card.
  const leave = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (card?.getAttribute("role") === "tooltip" && !link.matches(":focus-visible")) close();
    }, LEAVE);
  };
  const focus = (event) => {
    const target = linkAt(event.target);
    if (target && target !== dismissed && target.matches(":focus-visible") && !(card && target === link)) want(target, 0);
  };
  const blur = (event) => {
    if (event.target === dismissed) dismissed = null;
    if (event.target === wanted) cancel();
    if (!card || event.target !== link || card.contains(event.relatedTarget)) return;
    if (!link.matches(":hover") && !card.matches(":hover")) close();
  };

  // A finger that holds a link gets its card instead of the browser's menu, and in it a link on, which has that menu.
  const hold = (event) => {
    const target = linkAt(event.target);
    if (!target) return;
    const mine = press = { target, x: event.clientX, y: event.clientY };
    fetched(idOf(hrefOf(target))).then((html) => html && target.classList.add("has-card"));
    timer = setTimeout(() => press === mine && held(), HOLD);
  };
  const held = () => {
    const { target, y } = press, html = cards.get(idOf(hrefOf(target)));
    if (!html || !target.isConnected) return false;
    cancel();
    spot = y;
    show(html, target, true);
    swallow = target;
    return true;
  };
  const release = () => {
    if (press) cancel();
  };

  const on = (type, act, capture) => document.addEventListener(type, act, capture);
  on("pointerover", over);
  on("focusin", focus);
  on("focusout", blur);
  on("pointerup", release);
  on("pointercancel", release);
  on("pointermove", (event) => {
    if (press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > SLIP) cancel();
  });
  on("pointerdown", (event) => {
    swallow = null;
    if (card?.contains(event.target)) return;
    cancel();
    close();
    if (event.pointerType === "touch") hold(event);
  });
  // The browser would give the focus to the link when the finger leaves it.
  on("mousedown", (event) => {
    if (swallow?.contains(event.target)) event.preventDefault();
  });
  on("contextmenu", (event) => {
    if (swallow?.contains(event.target) || (press?.target.contains(event.target) && held())) event.preventDefault();
  });
  on("click", (event) => {
    const follows = !swallow?.contains(event.target);
    swallow = null;
    if (follows && card?.contains(event.target) && !event.target.closest("a")) return;
    if (follows) {
      cancel();
      close();
    } else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  on("keydown", (event) => {
    if (event.key !== "Escape") return;
    dismissed = card ? link : wanted;
    cancel();
    close();
  });
  for (const type of ["popstate", "resize"]) {
    addEventListener(type, () => {
      cancel();
      close();
    });
  }

  // The first event is the one that made dossier.js load this.
  window.dossierViews.cards = (event) => {
    if (event.type === "focusin") focus(event);
    else if (event.pointerType === "touch") hold(event);
    else over(event);
  };
})();
