// Copies and saves what a page offers to be taken along; without it the same words can be selected by hand.
// Every text that is copied has the words about trust in it: they stand in the notice, and in each entry.
(() => {
  const line = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const whole = (record) => [
    ...[...record.querySelectorAll(":scope > .head :is(.kicker, h1, .names, .why), :scope > .notice > :is(p, ul)")].map(line),
    record.querySelector("#cite_this > .permalink").href,
  ].join("\n");
  const entry = (button) => button.closest("p").previousElementSibling;
  // A file is called after its record, whose id ends the address of its page.
  const name = (button) => {
    const address = button.closest("#cite_this").querySelector(".permalink").href;
    return `${address.split("/").at(-2)}.${entry(button).dataset.suffix}`;
  };
  const save = (name, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  const take = {
    words: (button) => dossierScripts.copy(whole(button.closest(".record"))),
    address: (button) => dossierScripts.copy(button.parentElement.querySelector(".permalink").href),
    entry: (button) => dossierScripts.copy(entry(button).querySelector(":scope > :last-child").textContent),
    file: (button) => save(name(button), entry(button).querySelector("code").textContent + "\n"),
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.take");
    if (!button || button.dataset.label) return;
    await take[button.dataset.take](button);
    button.dataset.label = button.textContent;
    button.textContent = button.dataset.take === "file" ? button.closest("#cite_this").dataset.saved : button.closest("[data-copied]").dataset.copied;
    setTimeout(() => {
      button.textContent = button.dataset.label;
      delete button.dataset.label;
    }, 2000);
  });
  dossierViews.cite = (actions) => {
    const row = actions.querySelector(".takes");
    for (const shown of actions.querySelectorAll(".citation, .entry")) {
      const own = row.cloneNode(true);
      if (!shown.dataset.suffix) own.querySelector('[data-take="file"]').remove();
      own.hidden = false;
      shown.after(own);
    }
    row?.remove();
    for (const button of actions.querySelectorAll("button.take")) {
      button.hidden = false;
      button.setAttribute("aria-live", "polite");
    }
  };
})();
