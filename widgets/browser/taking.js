// Taking a record away as a file, and an entry for a calendar.

const PAPERS = ["a4", "letter"];

function take(model, words, spec, bar) {
  const boxes = new Map(spec.parts.map((part) => [part, yoursBox(say(words, `paper.part.${part}`), spec.usual.includes(part))]));
  const paper = yoursField(say(words, "yours.paper"), {}, "select",
    PAPERS.map((size) => h("option", { value: size }, say(words, `yours.papers.${size}`))));
  const ask = (what, more = {}) => {
    bar.show({ done: 0, of: 1 });
    model.send({ kind: "take", what, ...more });
  };
  const chosen = () => [...boxes].filter(([, box]) => box.control.checked).map(([part]) => part);
  const card = (name, ...children) => h("div", { className: "wb-card" },
    h("h3", {}, say(words, `yours.${name}`)), h("p", {}, say(words, `yours.${name}_text`)), ...children);
  return {
    element: h("div", {},
      card("pdf", h("fieldset", { className: "wb-ticks" }, h("legend", {}, say(words, "yours.parts")),
        [...boxes.values()].map((box) => box.element)), paper.element,
      button(say(words, "yours.take_pdf"), () => ask("pdf", { parts: chosen(), paper: paper.control.value }), { className: "wb-button wb-main" })),
      card("csv", button(say(words, "yours.take_csv"), () => ask("csv"))),
      card("json", button(say(words, "yours.take_json"), () => ask("json"))),
      card("locked", button(say(words, "yours.take_locked"), () => ask("locked")))),
  };
}

function remind(model, words, spec) {
  const days = spec.weekdays.map((name) => yoursBox(name, false));
  const at = yoursField(say(words, "yours.at"), { type: "time", value: "19:00", required: true });
  const later = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const until = yoursField(say(words, "yours.until"), { type: "date", value: later(90), required: true });
  const form = h("form", { className: "wb-card" },
    h("fieldset", { className: "wb-ticks" }, h("legend", {}, say(words, "yours.weekdays")), days.map((day) => day.element)),
    at.element, until.element,
    h("button", { type: "submit", className: "wb-button wb-main" }, say(words, "yours.take_ics")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    model.send({
      kind: "remind", at: at.control.value, first: later(0), until: until.control.value,
      days: days.flatMap((day, number) => (day.control.checked ? [number] : [])),
    });
  });
  return { element: form };
}

function render(context) {
  const { model } = context;
  const words = model.get("words");
  const spec = model.get("spec");
  const bar = progressBar(words);
  const part = { take, remind }[spec.kind](model, words, spec, bar);
  return yoursSection(context, spec.kind, part, bar).dispose;
}

export default { render };
