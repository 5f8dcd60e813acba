// Bringing a file back: it is looked at first, and comes in when the person says so.

/** What both kinds share: a file, what would come in, and the button that brings it in. */
function offering(model, words, more) {
  const file = yoursField(say(words, "yours.file"), { type: "file" });
  const offer = h("div", { hidden: true });
  const problems = h("ul", { className: "wb-deeds" });
  const element = h("div", { className: "wb-card" }, file.element, more.element, problems, offer);
  const clear = () => {
    file.control.value = "";
    more.clear();
    offer.hidden = true;
    problems.replaceChildren();
  };
  const look = async (details = {}) => {
    offer.hidden = true;
    problems.replaceChildren();
    const chosen = file.control.files[0];
    if (chosen) model.send({ kind: "look", file: chosen.name, ...details });
  };
  file.control.addEventListener("change", async () => {
    more.clear();
    const chosen = file.control.files[0];
    if (!chosen) return;
    await upload(model, chosen);
    look();
  });
  return {
    element,
    clear,
    look,
    receive(message, tell) {
      if (message.kind === "preview") {
        tell("");
        offer.replaceChildren(h("p", {}, message.words),
          button(say(words, "yours.bring_in"), () => model.send({ kind: "bring" }), { className: "wb-button wb-main" }),
          button(say(words, "yours.rather_not"), clear));
        offer.hidden = false;
      } else if (message.kind === "problems") {
        problems.replaceChildren(...JSON.parse(message.json).map((text) => h("li", {}, text)));
      } else if (message.kind === "brought") {
        clear();
        tell(say(words, "yours.brought"));
      } else if (message.kind === "empty") clear();
      else more.receive(message, tell);
    },
  };
}

function bring(model, words) {
  const passphrase = yoursField(say(words, "yours.copy_passphrase"), { type: "password" });
  const form = h("form", { hidden: true }, passphrase.element,
    h("button", { type: "submit", className: "wb-button" }, say(words, "yours.look")));
  const part = offering(model, words, {
    element: form,
    clear() {
      form.hidden = true;
      passphrase.control.value = "";
    },
    receive(message) {
      if (message.kind === "needs_passphrase") {
        form.hidden = false;
        passphrase.control.focus();
      }
    },
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    part.look({ passphrase: passphrase.control.value });
  });
  return part;
}

function history(model, words, spec) {
  const options = (choices) => choices.map(([value, text]) => h("option", { value }, text));
  const scale = yoursField(say(words, "yours.scale"), {}, "select", options(spec.scales));
  const day = yoursField(say(words, "yours.day_column"), {}, "select");
  const value = yoursField(say(words, "yours.value_column"), {}, "select");
  const order = yoursField(say(words, "yours.order"), {}, "select",
    options([["day", say(words, "yours.orders.day")], ["month", say(words, "yours.orders.month")]]));
  const low = yoursField(say(words, "yours.low_end"), { type: "number", step: "any", value: 0, required: true });
  const high = yoursField(say(words, "yours.high_end"), { type: "number", step: "any", value: 10, required: true });
  const form = h("form", { hidden: true }, scale.element, day.element, value.element, order.element, low.element, high.element,
    h("button", { type: "submit", className: "wb-button" }, say(words, "yours.look")));
  const part = offering(model, words, {
    element: form,
    clear() {
      form.hidden = true;
    },
    receive(message, tell) {
      if (message.kind !== "columns") return;
      for (const { control } of [day, value]) control.replaceChildren(...options(message.columns.map((name) => [name, name])));
      if (message.columns.length > 1) value.control.selectedIndex = 1;
      form.hidden = message.columns.length < 2;
      tell(form.hidden ? say(words, "yours.no_columns") : "");
    },
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    part.look({
      scale: scale.control.value, day_column: day.control.value, value_column: value.control.value,
      day_first: order.control.value === "day", low: Number(low.control.value), high: Number(high.control.value),
    });
  });
  return part;
}

function render(context) {
  const { model } = context;
  const words = model.get("words");
  const spec = model.get("spec");
  const part = { bring, history }[spec.kind](model, words, spec);
  return yoursSection(context, spec.kind, part, progressBar(words)).dispose;
}

export default { render };
