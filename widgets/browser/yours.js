// The workbook as a whole: another passphrase, and erasing it.

/** A field to type a passphrase into, with a button that shows or hides it. */
function passphraseField(words, label, hidden) {
  const id = fresh("passphrase");
  const input = h("input", {
    id, type: hidden ? "password" : "text", required: true,
    autocomplete: "off", autocapitalize: "none", spellcheck: false,
  });
  return { input, element: h("p", { className: "wb-field" }, h("label", { htmlFor: id }, label), input, shownPassphrase(words, input)) };
}

function passphrase(model, words, tell) {
  const old = passphraseField(words, say(words, "yours.old"), true);
  const next = passphraseField(words, say(words, "yours.new"), false);
  const form = h("form", { className: "wb-card" }, old.element, next.element,
    button(say(words, "yours.suggest"), () => model.send({ kind: "suggest" }), { className: "wb-quiet" }),
    h("p", {}, say(words, "desk.no_recovery")),
    h("button", { type: "submit", className: "wb-button wb-main" }, say(words, "yours.change")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(say(words, "desk.one_moment"));
    model.send({ kind: "change", old: old.input.value, new: next.input.value, offset: offset() });
  });
  const clear = () => {
    old.input.value = "";
    next.input.value = "";
  };
  return {
    element: form,
    clear,
    receive(message) {
      if (message.kind === "suggestion") {
        next.input.value = message.passphrase;
        next.input.focus();
      } else if (message.kind === "changed") {
        clear();
        tell(say(words, "yours.changed"));
      }
    },
  };
}

function erase(model, words, tell, page) {
  const card = h("div", { className: "wb-card" });
  const first = button(say(words, "yours.erase"), ask);
  const clear = () => card.replaceChildren(h("p", {}, say(words, "yours.erase_what")), first);
  function ask() {
    const question = h("h3", { tabIndex: -1 }, say(words, "yours.erase_sure", { code: page.code }));
    card.replaceChildren(question, h("p", {}, say(words, "yours.erase_kept_elsewhere")),
      button(say(words, "yours.keep_it"), () => { clear(); first.focus(); }),
      button(say(words, "yours.erase_now"), () => {
        tell(say(words, "desk.one_moment"));
        model.send({ kind: "erase", code: page.code });
      }, { className: "wb-button wb-grave" }));
    question.focus();
  }
  clear();
  return {
    element: card,
    clear,
    receive(message) {
      if (message.kind === "erased") {
        clear();
        tell(say(words, "yours.erased"));
      }
    },
  };
}

function render(context) {
  const { model } = context;
  const words = model.get("words");
  const kind = model.get("spec").kind;
  let section = null;
  const part = { passphrase, erase }[kind](model, words, (text) => section.tell(text), pageOf(model));
  section = yoursSection(context, kind, part);
  return section.dispose;
}

export default { render };
