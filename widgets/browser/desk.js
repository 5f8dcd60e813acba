// The top of a page: opening a workbook, its saved state in words, locking and finishing.

/** Opening doesn't wait for the desk to be in view: JupyterLab draws only the cells that are. */
function initialize({ model }) {
  const page = pageOf(model);
  page.keeping ??= !model.get("spec").on_request;
  page.lock = new Lock(model, page);
  if (kept()) page.lock.hello();
  return () => page.lock.dispose();
}

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const page = pageOf(model);
  let opening = kept() !== null && !page.open; // until the kernel has answered
  let passphrase = null; // only between asking for a workbook and showing what was chosen

  // --- the state, in the page's own header where there is one
  const dot = h("span", { className: "wb-dot", "aria-hidden": "true" });
  const state = h("span", { className: "wb-state", role: "status" });
  const lock = button(say(words, "desk.lock"), () => leaveSafely("lock"), { className: "wb-quiet" });
  const forget = button(say(words, "desk.forget"), showForget, { className: "wb-quiet", hidden: true });
  const finish = button(say(words, "desk.finish"), () => leaveSafely("finish"), { className: "wb-quiet" });
  const bar = h("div", { className: "wb-desk-bar" }, dot, state, h("span", { className: "wb-desk-buttons" }, lock, finish, forget));
  const alarm = h("div", { className: "wb-alarm", role: "alert", hidden: true });

  function showState() {
    const shown = page.lock.locking ? "locking" : opening ? "opening" : !page.open ? "closed" : page.trying ? "trying" : page.state;
    dot.dataset.state = page.open && page.state === "failed" ? "failed" : shown;
    const time = page.savedAt?.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    const text = say(words, `save.${page.open && page.state === "failed" ? "failed" : shown}`, { time });
    if (state.textContent !== text) state.textContent = text;
    lock.hidden = !page.open || page.lock.locking !== null;
    finish.hidden = lock.hidden || page.trying;
    const failed = page.open && page.state === "failed";
    if (failed) {
      const reason = `${page.reason} ${say(words, "save.still_here")}`;
      if (alarm.textContent !== reason) alarm.textContent = reason;
    }
    alarm.hidden = !failed;
  }
  page.addEventListener("change", showState);
  const onLocking = () => {
    panel.hidden = true; // it may show a passphrase
    showState();
  };
  page.lock.addEventListener("change", onLocking);

  async function leaveSafely(how) {
    if (!page.trying && !(await page.settled(3000))) {
      const question = h("div", { className: "wb-card", role: "alert" },
        h("p", {}, say(words, "desk.lock_anyway")),
        button(say(words, "desk.wait"), () => question.remove()),
        button(say(words, "desk.lock_now"), () => { question.remove(); page.lock.now(how); }));
      panel.replaceChildren(question);
      panel.hidden = false;
      return;
    }
    page.lock.now(how);
  }

  // --- opening
  const panel = h("div", { className: "wb-panel" });
  const field = (label, properties, note) => {
    const id = fresh("field");
    return h("p", { className: "wb-field" }, h("label", { htmlFor: id }, label),
      h("input", { id, autocomplete: "off", autocapitalize: "none", spellcheck: false, ...properties }),
      note ? h("span", { className: "wb-hint" }, note) : null);
  };
  const cards = h("div", { className: "wb-cards" });
  const told = h("p", { className: "wb-refused", role: "alert", hidden: true });
  const busy = h("p", { className: "wb-hint", role: "status" });
  const said = h("p", { className: "wb-said", role: "status", tabIndex: -1 });
  const refuse = (text) => {
    told.textContent = text;
    told.hidden = !text;
    busy.textContent = "";
  };
  function submitCard(title, text, fields, label, send) {
    const form = h("form", { className: "wb-card" },
      h("h3", {}, title), h("p", {}, text), fields,
      h("button", { type: "submit", className: "wb-button wb-main" }, label));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      refuse("");
      busy.textContent = say(words, "desk.one_moment");
      send(form);
    });
    return form;
  }

  function showWays() {
    const openCard = submitCard(say(words, "desk.open"), say(words, "desk.open_text"), [
      field(say(words, "desk.code"), { name: "code", required: true, placeholder: say(words, "desk.code_example") }),
      field(say(words, "desk.passphrase"), { name: "passphrase", type: "password", required: true }),
    ], say(words, "desk.open_button"), (form) =>
      model.send({ kind: "unlock", code: form.elements.code.value, passphrase: form.elements.passphrase.value, offset: offset() }));
    const startCard = h("div", { className: "wb-card" },
      h("h3", {}, say(words, "desk.start")), h("p", {}, say(words, "desk.start_text")),
      button(say(words, "desk.start_button"), () => model.send({ kind: "suggest" }), { className: "wb-button wb-main" }));
    const tryCard = h("div", { className: "wb-card" },
      h("h3", {}, say(words, "desk.try")), h("p", {}, say(words, "desk.try_text", { minutes: spec.lock_after })),
      button(say(words, "desk.try_button"), () => model.send({ kind: "try", offset: offset() }), { className: "wb-button wb-main" }));
    cards.replaceChildren(startCard, openCard, tryCard);
    if (spec.full) panel.replaceChildren(said, cards, busy, told);
    else panel.replaceChildren(said, h("details", { className: "wb-ways" },
      h("summary", {}, say(words, "desk.closed_here")), cards, busy, told));
    panel.hidden = false;
  }
  function showStart(suggestion) {
    const input = field(say(words, "desk.passphrase"), { name: "passphrase", type: "text", value: suggestion, required: true }, say(words, "desk.suggested"));
    const card = submitCard(say(words, "desk.start"), say(words, "desk.no_recovery"), [input, shownPassphrase(words, input.querySelector("input"))],
      say(words, "desk.start_now"), (form) => {
        passphrase = form.elements.passphrase.value;
        model.send({ kind: "start", passphrase, offset: offset() });
      });
    card.append(button(say(words, "desk.back"), showWays, { className: "wb-quiet" }));
    cards.replaceChildren(card);
    input.querySelector("input").focus();
  }
  function showKeep(code) {
    const card = h("section", { className: "wb-card wb-keep" },
      h("h3", { tabIndex: -1 }, say(words, "desk.keep")), h("p", {}, say(words, "desk.keep_text")),
      h("dl", {}, h("dt", {}, say(words, "desk.code")), h("dd", {}, code),
        h("dt", {}, say(words, "desk.passphrase")), h("dd", {}, passphrase)),
      button(say(words, "desk.kept"), () => { panel.hidden = true; panel.replaceChildren(); }, { className: "wb-button wb-main" }));
    passphrase = null;
    panel.replaceChildren(card);
    panel.hidden = false;
    card.querySelector("h3").focus();
  }
  /** What has just happened, above the ways to go on. */
  function tell(text) {
    said.textContent = text;
    said.hidden = !text;
  }
  let forgotten = null; // what came of it; the kernel's word that it locked may come later
  const whyLocked = () => forgotten ?? [
    page.lock.why ? say(words, `desk.locked_${page.lock.why}`, { minutes: spec.lock_after }) : "",
    page.aside.size ? say(words, "desk.aside") : "",
  ].join(" ").trim();

  // --- forgetting
  function showForget() {
    const heading = h("h3", { tabIndex: -1 }, say(words, "desk.forget_heading"));
    const done = h("p", { role: "status" });
    const go = button(say(words, "desk.forget_now"), async () => {
      go.disabled = true;
      back.hidden = true;
      done.textContent = say(words, "desk.one_moment");
      const whole = await page.lock.forgetAll(`${document.body.dataset.base}forget`);
      refuse("");
      showWays();
      forgotten = say(words, whole ? "desk.forgotten" : "desk.forgotten_partly");
      tell(forgotten);
      said.focus();
    }, { className: "wb-button wb-main" });
    const back = button(say(words, "desk.back"), () => (page.open ? (panel.hidden = true) : showWays()));
    panel.replaceChildren(h("section", { className: "wb-card wb-forget" }, heading,
      h("p", {}, say(words, "desk.forget_text")), h("p", {}, say(words, "desk.forget_not")), done, go, back));
    panel.hidden = false;
    heading.focus();
  }

  // --- the page's header: Voilà's template has one; JupyterLab doesn't
  const host = document.getElementById("wb-desk");
  const own = host ? null : h("nav", { className: "wb-own-bar", "aria-label": say(words, "desk.pages") },
    spec.links.map((link) => h("a", { href: link.notebook }, link.label)));
  hostOf(el);
  (host ?? el).append(...(own ? [own] : []), bar);
  el.append(alarm, panel);
  if (!host) bar.classList.add("wb-lab");
  forget.hidden = !host; // JupyterLab's own cookies are not ours to end

  // Links within the workbook wait until what was typed is on the disk.
  const onClick = async (event) => {
    const link = event.target.closest?.("a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (!host || !link || !plain || link.target || link.origin !== location.origin || !page.open || !page.pending.size) return;
    event.preventDefault();
    await page.settled(2500);
    location.assign(link.href);
  };
  document.addEventListener("click", onClick);

  const onMessage = (message) => {
    opening = false;
    if (message.kind === "suggestion") showStart(message.passphrase);
    else if (message.kind === "opened") {
      busy.textContent = "";
      forgotten = null;
      tell("");
      panel.hidden = true;
      if (message.fresh) showKeep(message.code);
      else panel.replaceChildren();
    } else if (message.kind === "refused") {
      if (message.forget) keep(null);
      if (!page.open && message.stored) { showWays(); panel.querySelector("details")?.setAttribute("open", ""); }
      refuse(message.words);
    } else if (message.kind === "locked") {
      showWays();
      refuse("");
      tell(message.words ?? whyLocked());
    } else if (message.kind === "ways") {
      if (panel.contains(cards)) refuse(""); // after a lost line: what is typed there stays
      else {
        showWays();
        tell(whyLocked());
      }
    }
    showState();
  };
  // After a lost line there may be another kernel, which has nothing open yet.
  const onRenewed = () => page.lock.hello();
  model.on("msg:custom", onMessage);
  model.on("renewed", onRenewed);
  showState();
  page.lock.hello();
  return () => {
    model.off("msg:custom", onMessage);
    model.off("renewed", onRenewed);
    page.removeEventListener("change", showState);
    page.lock.removeEventListener("change", onLocking);
    document.removeEventListener("click", onClick);
  };
}

export default { initialize, render };
