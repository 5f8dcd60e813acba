// The list of modules: minutes each, and where one stands. Any order.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const standings = new Map();
  const next = h("section", { className: "wb-next", "aria-label": say(words, "contents.next"), hidden: true });
  const row = (entry) => {
    const standing = h("span", { className: "wb-standing" });
    standings.set(entry.key, standing);
    return h("li", {},
      h("a", { href: entry.notebook, className: "wb-entry" },
        entry.number ? h("span", { className: "wb-number" }, String(entry.number)) : null,
        h("span", { className: "wb-entry-title" }, entry.title)),
      h("p", {}, entry.summary),
      h("p", { className: "wb-hint" },
        entry.minutes ? say(words, "contents.minutes", { minutes: entry.minutes }) : null, " ", standing));
  };
  hostOf(el, model);
  el.append(
    next,
    h("section", { "aria-label": say(words, "contents.pages") },
      h("h2", {}, say(words, "contents.pages")), h("ul", { className: "wb-contents" }, spec.pages.map(row))),
    h("section", { "aria-label": say(words, "contents.modules") },
      h("h2", {}, say(words, "contents.modules")), h("ol", { className: "wb-contents" }, spec.modules.map(row))));

  const show = (found) => {
    for (const [key, standing] of standings) {
      const state = found?.[key] ?? null;
      standing.textContent = state ? say(words, `contents.${state}`) : "";
      standing.dataset.standing = state ?? "";
    }
  };
  const offer = (step) => {
    const page = [...spec.pages, ...spec.modules].find((one) => one.key === step?.key);
    next.hidden = !page;
    next.replaceChildren();
    if (!page) return;
    next.append(
      h("h2", {}, say(words, "contents.next")),
      h("p", {}, h("a", { href: page.notebook, className: "wb-entry" },
        page.number ? h("span", { className: "wb-number" }, String(page.number)) : null,
        h("span", { className: "wb-entry-title" }, page.title))),
      h("p", {}, step.why));
  };
  const onMessage = (message) => {
    if (message.kind === "fill") {
      const filled = JSON.parse(message.json);
      show(filled.standing);
      offer(filled.next);
    }
    if (message.kind === "empty") {
      show(null);
      offer(null);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => model.off("msg:custom", onMessage);
}

export default { render };
