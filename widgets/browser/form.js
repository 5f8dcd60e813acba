// A list of questions: a rating, a check-in, or prompts to write to.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const page = pageOf(model);
  const fields = new Map();
  const saver = new Saver(model, {
    onConflict: (key, theirs) => fields.get(key).part(theirs),
  });
  for (const item of spec.items) fields.set(item.key, savedControl(item, words, saver));

  const notice = h("p", { className: "wb-notice", hidden: true });
  const again = button(say(words, "form.rate_again"), () => takeAgain(true));
  const keep = button(say(words, "form.keep_earlier"), () => takeAgain(false), { className: "wb-quiet", hidden: true });
  const earlier = h("div", { className: "wb-earlier", hidden: true }, notice, again, keep);
  const result = h("div", { className: "wb-result", "aria-live": "polite" });
  const form = h("form", { className: "wb-form", onsubmit: (event) => event.preventDefault() },
    spec.period ? h("p", { className: "wb-period" }, spec.period) : null,
    earlier,
    [...fields.values()].map((field) => field.element),
    result,
    spec.about ? h("p", { className: "wb-hint" }, spec.about) : null);
  hostOf(el, model);
  // A titled rating is one of two, either of which can be left shut.
  el.append(spec.title
    ? h("details", { className: "wb-folded", open: spec.open === true }, h("summary", {}, spec.title), form)
    : form);

  let answers = {};
  let anew = false;

  /** An earlier sitting's ratings are shown as they were; today's begin with nothing answered. */
  function showTake(take) {
    const old = take !== null && !take.current && !anew;
    earlier.hidden = take === null || take.current;
    again.hidden = anew;
    keep.hidden = !anew;
    notice.hidden = false;
    notice.textContent = take === null ? "" : say(words, anew ? "form.anew" : "form.earlier", { date: take.date });
    for (const [key, field] of fields) {
      const answer = answers[key];
      const blank = anew && spec.retaken;
      field.fill(blank && answer ? { value: null, revision: answer.revision } : answer);
      field.disable(old && spec.retaken);
    }
  }
  let take = null;
  function takeAgain(begin) {
    anew = begin;
    showTake(take);
    if (begin) form.querySelector("input, textarea")?.focus();
  }

  function showResult(scales) {
    const answered = scales.filter((scale) => scale.answered > 0);
    result.replaceChildren();
    if (!answered.length) return;
    result.append(
      h("h3", {}, take === null || take.current ? say(words, "rating.heading") : say(words, "rating.heading_then")),
      h("ul", { className: "wb-scales" }, scales.map((scale) =>
        h("li", {},
          h("span", { className: "wb-scale-name" }, scale.label),
          h("span", { className: "wb-bar", "aria-hidden": "true" },
            scale.share === null ? null
              : h("span", { style: `inline-size:${(100 * scale.share).toFixed(1)}%` })),
          h("span", { className: "wb-scale-words" }, scale.words),
          (scale.below ?? []).map((text) => h("span", { className: "wb-scale-words" }, text))))),
      h("p", { className: "wb-hint" }, spec.note ?? say(words, "rating.note")));
  }

  const onMessage = (message) => {
    if (message.kind === "fill") {
      const filled = JSON.parse(message.json);
      answers = filled.answers;
      take = filled.take;
      if (take === null || take.current) anew = false;
      showTake(take);
      showResult(filled.scales);
      saver.opened();
    } else if (message.kind === "result") {
      showResult(JSON.parse(message.json));
    } else if (message.kind === "empty") {
      saver.forget();
      answers = {};
      take = null;
      anew = false;
      showTake(null);
      showResult([]);
      for (const field of fields.values()) field.show(null);
    } else {
      saver.receive(message);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    saver.dispose();
  };
}

export default { render };
