// The box that asks to keep a page. Until it is ticked and that is saved, the page's other parts
// send nothing; then they send what they hold.

function render({ model, el }) {
  const words = model.get("words");
  const { key } = model.get("spec");
  const page = pageOf(model);
  const saver = new Saver(model, {
    unasked: true,
    onSaved: () => heed(box.checked),
    onConflict: () => show(saver.resolve(key, false)),
  });
  const id = fresh("keep");
  const box = h("input", {
    type: "checkbox", id, "aria-describedby": `${id}-note`,
    onchange: () => {
      if (!box.checked) heed(false); // at once, whatever becomes of the wish itself
      saver.change(key, box.checked ? true : null, { now: true });
    },
  });
  const note = h("p", { className: "wb-hint", id: `${id}-note`, role: "status" });
  let heeded = false;
  function heed(kept) {
    heeded = kept;
    page.setKeeping(kept);
    note.textContent = say(words, kept ? "keeping.kept" : "keeping.unkept");
  }
  function show(asked) {
    box.checked = asked === true;
    heed(box.checked);
  }
  hostOf(el, model);
  el.append(h("section", { className: "wb-keeping", "aria-label": say(words, "keeping.label") },
    h("p", { className: "wb-done" }, box, h("label", { htmlFor: id }, say(words, "keeping.box"))), note));
  show(false);

  const onMessage = (message) => {
    if (message.kind === "fill") {
      const { value, revision } = JSON.parse(message.json);
      saver.known(key, revision);
      if (!saver.isDirty(key)) show(value);
      saver.opened();
    } else if (message.kind === "empty") {
      saver.forget();
      show(false);
    } else {
      saver.receive(message);
    }
  };
  // Another window may have unticked it: the kernel says so when it refuses an answer.
  const onChange = () => {
    if (heeded && !page.keeping) show(false);
  };
  page.addEventListener("change", onChange);
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    page.removeEventListener("change", onChange);
    saver.dispose();
  };
}

export default { render };
