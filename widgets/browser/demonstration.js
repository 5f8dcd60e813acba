// Sliders over a small model, and the plot and the sentence that follow them.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  let size = null;
  let waiting = false; // for the kernel's answer to the last setting
  let stale = false;

  const values = Object.fromEntries(spec.parameters.map((p) => [p.key, p.start]));
  const sliders = new Map();
  const notice = h("p", { className: "wb-try-notice", "aria-live": "polite" });

  function send() {
    if (!size) return;
    // One question at a time: a fast drag skips what the kernel couldn't draw in the meantime.
    if (waiting) {
      stale = true;
      return;
    }
    waiting = true;
    stale = false;
    model.send({ kind: "set", values, size });
  }
  const figure = figureView(words, (next) => {
    size = next;
    send();
  });

  function slider(parameter) {
    const id = fresh("parameter");
    const { key, low, high, step, unit } = parameter;
    const reading = h("output", { className: "wb-reading", htmlFor: id });
    const input = h("input", {
      type: "range", id, min: low, max: high, step, value: parameter.start,
      "aria-describedby": `${id}-meaning`,
      oninput: () => {
        values[key] = Number(input.value);
        notice.textContent = "";
        read();
        send();
      },
    });
    const digits = (String(step).split(".")[1] ?? "").length;
    function read() {
      input.value = values[key];
      const text = `${values[key].toFixed(digits)}${unit ? ` ${unit}` : ""}`;
      reading.textContent = text;
      input.setAttribute("aria-valuetext", text);
    }
    read();
    sliders.set(key, read);
    return h("div", { className: "wb-parameter" },
      h("div", { className: "wb-parameter-name" }, h("label", { htmlFor: id }, parameter.label), reading),
      input,
      h("p", { className: "wb-hint", id: `${id}-meaning` }, parameter.meaning));
  }

  function apply(setting) {
    for (const parameter of spec.parameters) {
      values[parameter.key] = setting.values[parameter.key] ?? parameter.start;
    }
    for (const read of sliders.values()) read();
    notice.textContent = setting.notice ?? "";
    send();
  }

  const controls = h("fieldset", { className: "wb-parameters" },
    h("legend", {}, say(words, "demonstration.sliders")), spec.parameters.map(slider));
  const tries = h("div", { className: "wb-tries", role: "group", "aria-label": say(words, "demonstration.try") },
    h("span", { className: "wb-tries-name", "aria-hidden": "true" }, say(words, "demonstration.try")),
    spec.settings.map((setting) => button(setting.label, () => apply(setting))),
    button(say(words, "demonstration.start"), () => apply({ values: {} }), { className: "wb-quiet" }));

  hostOf(el, model);
  el.append(h("section", { className: "wb-demonstration", "aria-label": spec.title },
    h("h3", {}, spec.title),
    tries, notice,
    h("div", { className: "wb-side" }, controls, figure.element),
    h("p", { className: "wb-hint" }, say(words, "demonstration.illustration")),
    h("details", {}, h("summary", {}, say(words, "demonstration.model")),
      h("p", { className: "wb-equation" }, spec.equation), h("p", {}, spec.source))));

  const onMessage = (message, buffers) => {
    waiting = false;
    if (message.kind === "picture") figure.show({ title: spec.title, ...message }, buffers);
    else figure.tell(message.words);
    if (stale) send();
  };
  const onRenewed = () => {
    waiting = false; // the answer was lost with the line
    send();
  };
  model.on("msg:custom", onMessage);
  model.on("renewed", onRenewed);
  return () => {
    model.off("msg:custom", onMessage);
    model.off("renewed", onRenewed);
    figure.dispose();
  };
}

export default { render };
