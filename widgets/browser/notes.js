// The end of a module: a gentle way out, and where its claims come from.

function wayOut({ model, el }, spec, words) {
  const saver = new Saver(model, {
    unasked: true,
    onConflict: (key, theirs) => {
      saver.resolve(key, false);
      show(theirs);
    },
  });
  const id = fresh("done");
  const box = h("input", { type: "checkbox", id, onchange: () => saver.change(spec.done, box.checked ? true : null, { now: true }) });
  const show = (value) => {
    box.checked = value === true;
  };
  el.append(h("section", { className: "wb-out", "aria-label": say(words, "out.heading") },
    spec.parts.map((part) => h("div", {}, h("h3", {}, say(words, `out.${part.key}`)), h("p", {}, part.text))),
    h("p", { className: "wb-done" }, box, h("label", { htmlFor: id }, say(words, "out.done"))),
    h("p", { className: "wb-hint" }, say(words, "out.done_note"))));
  return {
    receive(message) {
      if (message.kind === "fill") {
        const answer = JSON.parse(message.json).answers[spec.done];
        saver.fill(spec.done, answer, show);
        saver.opened();
      } else if (message.kind === "empty") {
        saver.forget();
        show(null);
      } else {
        saver.receive(message);
      }
    },
    dispose: () => saver.dispose(),
  };
}

function sources({ el }, spec, words) {
  el.append(h("section", { "aria-label": say(words, "sources.heading") },
    h("ul", { className: "wb-sources" }, spec.sources.map((source) =>
      h("li", {}, source.text, " ",
        source.link ? h("a", { href: source.link, rel: "noreferrer noopener", target: "_blank" }, say(words, "sources.link")) : null,
        h("span", { className: "wb-hint" }, say(words, "sources.about", source)))))));
  return { receive() {}, dispose() {} };
}

function render(context) {
  const { model, el } = context;
  hostOf(el, model);
  const spec = model.get("spec");
  const part = { way_out: wayOut, sources }[spec.kind](context, spec, model.get("words"));
  const onMessage = (message) => part.receive(message);
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    part.dispose();
  };
}

export default { render };
