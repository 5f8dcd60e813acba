// Files between a page and the browser: taken away with a neutral name, or brought in by pieces.

const PIECE = 360_000; // bytes at a time; a message may have a million, and base64 makes more of it

/** Hand a file to the browser, which asks or knows where to put it. */
function download(buffers, ending, type) {
  const address = URL.createObjectURL(new Blob([buffers[0]], { type }));
  const today = new Date().toISOString().slice(0, 10);
  h("a", { href: address, download: `notes-${today}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Send a file to the kernel, piece by piece. */
async function upload(model, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  for (let start = 0; start === 0 || start < bytes.length; start += PIECE) {
    let text = "";
    for (const byte of bytes.subarray(start, start + PIECE)) text += String.fromCharCode(byte);
    model.send({ kind: "piece", first: start === 0, data: btoa(text) });
  }
}

/** How far a file is, in words and as a bar. */
function progressBar(words) {
  const bar = h("progress", { max: 1, value: 0, "aria-label": say(words, "yours.working") });
  const element = h("p", { hidden: true }, say(words, "yours.working"), " ", bar);
  return {
    element,
    show({ done, of }) {
      element.hidden = false;
      bar.max = of;
      bar.value = done;
    },
    hide() {
      element.hidden = true;
    },
  };
}

/** A section of the page of the workbook as a whole: shown while it is of use, with what it says. */
function yoursSection({ model, el }, kind, part, bar) {
  const words = model.get("words");
  const { trying, needs_workbook: needed } = model.get("spec");
  const page = pageOf(model);
  const told = h("p", { className: "wb-told", role: "status" });
  const closed = h("p", { className: "wb-hint" });
  hostOf(el, model);
  el.append(h("section", { className: "wb-yours", "aria-label": say(words, `yours.${kind}_title`) },
    closed, part.element, bar?.element, told));
  const tell = (text) => {
    bar?.hide();
    told.textContent = text;
  };
  function look() {
    const usable = !needed || (page.open && (trying || !page.trying));
    closed.textContent = usable ? "" : say(words, page.trying ? "yours.trying" : "yours.closed");
    closed.hidden = usable;
    if (part.element.hidden === usable) part.clear?.();
    part.element.hidden = !usable;
    if (!usable) tell("");
  }
  const onMessage = (message, buffers) => {
    if (message.kind === "refused") tell(message.words);
    else if (message.kind === "progress") bar?.show(message);
    else if (message.kind === "file") {
      download(buffers, message.ending, message.type);
      tell(say(words, "yours.taken"));
    } else part.receive?.(message, tell);
  };
  look();
  page.addEventListener("change", look);
  model.on("msg:custom", onMessage);
  return {
    tell,
    dispose() {
      model.off("msg:custom", onMessage);
      page.removeEventListener("change", look);
    },
  };
}

/** A labelled field. */
function yoursField(label, properties, tag = "input", ...children) {
  const id = fresh("field");
  const control = h(tag, { id, autocomplete: "off", ...properties }, ...children);
  return { control, element: h("p", { className: "wb-field" }, h("label", { htmlFor: id }, label), control) };
}

/** A box to tick. */
function yoursBox(label, checked) {
  const id = fresh("box");
  const control = h("input", { type: "checkbox", id, checked });
  return { control, element: h("span", { className: "wb-tick" }, control, h("label", { htmlFor: id }, label)) };
}
