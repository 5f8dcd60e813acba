// The list of modules: minutes each, and where one stands. Any order.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const standings = new Map();
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
  hostOf(el);
  el.append(
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
  const onMessage = (message) => {
    if (message.kind === "fill") show(JSON.parse(message.json).standing);
    if (message.kind === "empty") show(null);
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => model.off("msg:custom", onMessage);
}

export default { render };
