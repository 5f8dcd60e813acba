// Every scale across sittings: a plot, a sentence and a table each, and one of them large.

const OPEN = 2; // groups that are open to begin with: those of the check-in, if there was one

/** A field to choose from: `choices` are [value, words]. */
function choiceField(label, choices, onchange) {
  const id = fresh("choice");
  const select = h("select", { id, autocomplete: "off", onchange: () => onchange(select.value) },
    choices.map(([value, text]) => h("option", { value }, text)));
  return { select, element: h("p", { className: "wb-choice" }, h("label", { htmlFor: id }, label), select) };
}

/** The sittings of a scale as a table, and what was done in that time; asked for when opened. */
function listing(words, ask, onDay) {
  const body = h("tbody", {});
  const deeds = h("ul", { className: "wb-deeds" });
  const done = h("div", { hidden: true }, h("h4", {}, say(words, "progress.done")), deeds);
  const heads = ["when", "value", "answered"].map((name) => h("th", { scope: "col" }, say(words, `progress.${name}`)));
  const element = h("details", {}, h("summary", {}, say(words, "progress.table")),
    h("table", { className: "wb-table" }, h("thead", {}, h("tr", {}, heads)), body), done);
  element.addEventListener("toggle", () => element.open && ask());
  return {
    element,
    again: () => element.open && ask(),
    show(rows, told) {
      body.replaceChildren(...rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.when), h("td", {}, row.value),
        h("td", {}, row.answered, row.day && onDay
          ? button(say(words, "progress.written"), () => onDay(row.day), { className: "wb-quiet" }) : null))));
      done.hidden = !told.length;
      deeds.replaceChildren(...told.map((deed) => {
        const kind = say(words, `progress.done_kinds.${deed.kind}`);
        return h("li", {}, `${deed.when}: ${deed.title} (${kind})`);
      }));
    },
  };
}

/** One scale large: its plot, a comparison around a day, and what was written on a day. */
function largeView(words, model, state) {
  let scale = null;
  let size = null;
  const draw = () => scale && size
    && model.send({ kind: "draw", scale: scale.key, range: state.range, size, day: day.value, large: true });
  const rows = () => scale && model.send({ kind: "rows", scale: scale.key, range: state.range, large: true });
  const figure = figureView(words, (next) => {
    size = next;
    draw();
  });
  const told = h("p", { role: "status" });
  const day = h("input", { type: "date", id: fresh("day"), onchange: () => { draw(); compare(); } });
  function compare() {
    if (day.value) model.send({ kind: "compare", scale: scale.key, range: state.range, day: day.value });
    else told.textContent = "";
  }
  const heading = h("h3", { tabIndex: -1 });
  const written = h("section", { className: "wb-written-then", "aria-live": "polite", hidden: true });
  const list = listing(words, rows, (chosen) => model.send({ kind: "written", day: chosen }));
  const element = h("section", { className: "wb-large", hidden: true, "aria-label": say(words, "progress.large") },
    heading, figure.element, h("p", { className: "wb-hint" }, say(words, "progress.marks")),
    h("p", { className: "wb-choice" }, h("label", { htmlFor: day.id }, say(words, "progress.compare")), day,
      h("span", { className: "wb-hint" }, say(words, "progress.compare_hint"))),
    told, list.element, written,
    button(say(words, "progress.back"), () => close(true)));
  function close(back) {
    const from = scale;
    scale = null;
    element.hidden = true;
    written.hidden = true;
    written.replaceChildren();
    if (back && from) from.focus();
  }
  return {
    element,
    close,
    dispose: figure.dispose,
    open(next) {
      scale = next;
      heading.textContent = next.label;
      told.textContent = "";
      day.value = "";
      list.element.open = false;
      written.hidden = true;
      element.hidden = false;
      draw();
      heading.focus();
    },
    again() {
      if (!scale) return;
      draw();
      list.again();
      compare();
    },
    picture: (message, buffers) => scale?.key === message.scale && figure.show({ title: scale.label, ...message }, buffers),
    unrated: (message) => scale?.key === message.scale && figure.blank(message.sentence),
    rows: (content) => list.show(content.rows, content.done),
    compared: (text) => {
      told.textContent = text;
    },
    written(title, texts) {
      written.replaceChildren(h("h4", {}, title), ...(texts.length
        ? texts.map((one) => h("div", {}, h("p", { className: "wb-hint" }, `${one.title}: ${one.prompt}`), h("p", { className: "wb-own-words" }, one.text)))
        : [h("p", {}, say(words, "progress.nothing_written"))]));
      written.hidden = false;
    },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const state = { range: "all" };
  const told = h("p", { className: "wb-told", role: "status" }, say(words, "progress.closed"));
  const summary = h("p", {});
  const marks = h("p", { className: "wb-hint", hidden: true }, say(words, "progress.marks"));
  const list = h("div", { className: "wb-progress" });
  const all = button(say(words, "progress.open_all"), () => {
    for (const group of list.children) group.open = true;
    all.hidden = true;
  }, { hidden: true });
  const large = largeView(words, model, state);
  const range = choiceField(say(words, "progress.range"),
    model.get("spec").ranges.map((key) => [key, say(words, `progress.ranges.${key}`)]), (value) => {
      state.range = value;
      for (const one of shown.values()) one.again();
      large.again();
    });
  range.element.hidden = true;
  let shown = new Map(); // scale -> its small plot
  hostOf(el, model);
  el.append(summary, range.element, marks, large.element, list, all, told);

  function small(scale) {
    const rows = listing(words, () => model.send({ kind: "rows", scale: scale.key, range: state.range }), null);
    let size = null;
    const draw = () => size && model.send({ kind: "draw", scale: scale.key, range: state.range, size });
    const figure = scale.drawn ? figureView(words, (next) => {
      size = next;
      draw();
    }) : null;
    const closer = figure && button(say(words, "progress.closer"),
      () => large.open({ key: scale.key, label: scale.label, focus: () => closer.focus() }),
      { "aria-label": say(words, "progress.closer_at", scale), className: "wb-quiet" });
    shown.set(scale.key, {
      label: scale.label, figure, rows,
      again() {
        draw();
        rows.again();
      },
    });
    return h("article", {}, h("h3", {}, scale.label),
      figure ? figure.element : h("p", {}, scale.sentence), rows.element, closer);
  }
  function clear() {
    for (const { figure } of shown.values()) figure?.dispose();
    shown = new Map();
    list.replaceChildren();
    large.close(false);
  }
  function show(filled) {
    clear();
    told.textContent = filled.empty;
    summary.textContent = filled.summary;
    range.element.hidden = !filled.groups.length;
    marks.hidden = !filled.marked;
    // What is shut is not drawn: with everything rated, the page would be very long.
    all.hidden = filled.groups.length <= OPEN;
    for (const [place, group] of filled.groups.entries()) {
      list.append(h("details", { className: "wb-group", open: place < OPEN },
        h("summary", {}, h("h2", {}, group.title)),
        h("div", { className: "wb-multiples" }, group.scales.map(small))));
    }
  }

  const onMessage = (message, buffers) => {
    const one = shown.get(message.scale);
    if (message.kind === "fill") show(JSON.parse(message.json));
    else if (message.kind === "empty") {
      clear();
      told.textContent = say(words, "progress.closed");
      summary.textContent = "";
      range.element.hidden = marks.hidden = all.hidden = true;
    } else if (message.kind === "compared") large.compared(message.words);
    else if (message.kind === "written") large.written(message.heading, JSON.parse(message.json));
    else if (message.kind === "rows") {
      const content = JSON.parse(message.json);
      if (message.large) large.rows(content);
      else one?.rows.show(content.rows, content.done);
    } else if (message.kind === "picture") {
      if (message.large) large.picture(message, buffers);
      else one?.figure.show({ title: one.label, ...message }, buffers);
    } else if (message.kind === "unrated") {
      if (message.large) large.unrated(message);
      else one?.figure.blank(message.sentence);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    clear();
    large.dispose();
  };
}

export default { render };
