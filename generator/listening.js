/* Runs in pages while their site is worked on, and only then: it has a page loaded anew when there is something new, and
   says what is wrong with the last build, since the page is of an earlier one. All words come as text. */
{
  const own = new URL(document.currentScript.src);
  const news = new EventSource(new URL(`/.reload${own.search}`, own));
  const place = document.createElement("div");
  const root = place.attachShadow({ mode: "open" }); // a style sheet of its own, which is none of the page's
  const look = new CSSStyleSheet();
  look.replaceSync(`
    :host { all: initial; position: fixed; color-scheme: light dark; }
    section, p { position: fixed; z-index: 99; box-sizing: border-box; margin: 0; padding: 0.6rem 1rem;
      color: var(--md-typeset-color, CanvasText); background: var(--md-default-bg-color, Canvas);
      font: 15px/1.45 system-ui, sans-serif; }
    section { inset: auto 0 0; max-height: 50vh; overflow: auto; border-top: 4px solid #b3261e;
      box-shadow: 0 0 1rem #0006; }
    p { inset: 0 auto auto 0; border: 1px solid #8888; }
    pre { margin: 0.5rem 0 0; font: 13px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    button { float: inline-end; margin-inline-start: 1rem; padding: 0.2rem 0.8rem; font: inherit; color: inherit;
      background: none; border: 1px solid; border-radius: 2px; cursor: pointer; }
    @media print { section, p { display: none; } }
  `);
  root.adoptedStyleSheets = [look];

  const made = (name, words = "", ...within) => {
    const element = document.createElement(name);
    element.append(words, ...within);
    return element;
  };
  const placed = (element, role) => {
    Object.assign(element, { role, lang: "en", dir: "ltr" });
    root.append(element);
    const home = document.body ?? document.documentElement; // on the body lie the colours that a reader chose
    if (place.parentNode !== home) home.append(place); // to move it would take the focus from what is in it
    return element;
  };
  let bar, sign, waiting, read;
  // What the bar would lie on has room above it, also what is reached by keyboard.
  const makeRoom = () => {
    const room = bar?.isConnected ? `${bar.offsetHeight}px` : "";
    Object.assign(document.documentElement.style, { paddingBottom: room, scrollPaddingBottom: room });
  };
  const take = () => {
    bar?.remove();
    makeRoom();
  };
  const rest = () => {
    clearTimeout(waiting);
    sign?.remove();
  };
  const fail = (words) => {
    bar?.remove();
    const aside = made("button", "Put aside");
    const title = made("strong", "Not built. What is shown, if anything, is the last good build.");
    bar = placed(made("section", "", aside, title, made("pre", words)), "alert");
    makeRoom();
    aside.addEventListener("click", () => {
      read = words;
      take();
    });
  };
  addEventListener("resize", makeRoom);

  const hear = (what, act) => news.addEventListener(what, (told) => act(JSON.parse(told.data)));
  hear("shown", (page) => page === location.pathname && location.reload());
  hear("building", () => {
    rest();
    read = "";
    waiting = setTimeout(() => {
      sign = placed(made("p", "Building …"), "status");
    }, 1000);
  });
  hear("faulty", (words) => {
    rest();
    if (words !== read) fail(words); // who was cut off is told again
  });
  hear("built", (right) => {
    rest();
    take();
    if (!right.includes(location.pathname)) location.reload();
  });
}
