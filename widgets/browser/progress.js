// Every scale across sittings: a plot, a sentence and a table each.

function render({ model, el }) {
  const words = model.get("words");
  const told = h("p", { className: "wb-told", role: "status" }, say(words, "progress.closed"));
  const list = h("div", { className: "wb-progress" });
  let figures = new Map(); // scale -> figureView
  hostOf(el);
  el.append(told, list);

  function table(rows) {
    return h("details", {}, h("summary", {}, say(words, "progress.table")),
      h("table", { className: "wb-table" },
        h("thead", {}, h("tr", {}, ["when", "value", "answered"].map((name) => h("th", { scope: "col" }, say(words, `progress.${name}`))))),
        h("tbody", {}, rows.map((row) => h("tr", {}, h("th", { scope: "row" }, row.when), h("td", {}, row.value), h("td", {}, row.answered))))));
  }
  function clear() {
    for (const { figure } of figures.values()) figure.dispose();
    figures = new Map();
    list.replaceChildren();
  }
  function show({ groups, empty }) {
    clear();
    told.textContent = empty;
    for (const group of groups) {
      list.append(h("section", { className: "wb-group", "aria-label": group.title },
        h("h2", {}, group.title),
        h("div", { className: "wb-multiples" }, group.scales.map((scale) => {
          if (!scale.drawn) return h("article", {}, h("h3", {}, scale.label), h("p", {}, scale.sentence), table(scale.rows));
          const figure = figureView(words, (size) => model.send({ kind: "draw", scale: scale.key, size }));
          figures.set(scale.key, { figure, title: scale.label });
          return h("article", {}, h("h3", {}, scale.label), figure.element, table(scale.rows));
        }))));
    }
  }

  const onMessage = (message, buffers) => {
    if (message.kind === "fill") show(JSON.parse(message.json));
    else if (message.kind === "empty") {
      clear();
      told.textContent = say(words, "progress.closed");
    } else if (message.kind === "picture") {
      const found = figures.get(message.scale);
      found?.figure.show({ title: found.title, ...message }, buffers);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    clear();
  };
}

export default { render };
