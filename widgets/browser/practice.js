// Something to do for a while, with a rating before and after. Each time is a record of its own.

const TOOLS = { breathing: breathingTool, urge: urgeTool, steps: stepsTool };

/** A slider for the minutes that a practice is to take. */
function lengthControl(seconds, words) {
  const id = fresh("minutes");
  const start = Math.round(seconds / 60);
  const input = h("input", {
    type: "range", id, min: 1, max: Math.max(5, 2 * start), step: 1, value: start, oninput: () => read(),
  });
  const reading = h("output", { className: "wb-reading", htmlFor: id });
  function read() {
    const text = say(words, input.value === "1" ? "practice.minute" : "practice.minutes", { minutes: input.value });
    reading.textContent = text;
    input.setAttribute("aria-valuetext", text);
  }
  read();
  const element = h("div", { className: "wb-parameter" },
    h("div", { className: "wb-parameter-name" }, h("label", { htmlFor: id }, say(words, "practice.length")), reading),
    input);
  return {
    element,
    get seconds() { return Number(input.value) * 60; },
    disable(disabled) { input.disabled = disabled; },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const blank = () => ({ before: null, after: null, seconds: 0, finished: false });
  let id = newId();
  let record = blank();
  let earlier = new Map(); // id -> {date, at, body}
  let watch = null;

  const saver = new Saver(model, {
    onSaved: (key, message) => {
      earlier.set(key, { date: message.date, at: message.at, body: saver.entry(key).value });
      list();
    },
    onConflict: (key) => saver.resolve(key, true), // a record is written by one page only
  });
  const save = () => saver.change(id, { ...record }, { now: true });
  const rating = (moment) => momentControl(moment, spec, words, (value) => {
    record[moment] = value;
    save();
  });
  const before = rating("before");
  const after = rating("after");

  const tool = TOOLS[spec.tool](spec, words);
  const length = lengthControl(spec.seconds, words);
  const left = h("p", { className: "wb-left", role: "timer" });
  const passed = h("span", {});
  const told = h("p", { className: "wb-told", role: "status" });
  const start = button(say(words, "practice.start"), begin, { className: "wb-button wb-main" });
  const stop = button(say(words, "practice.stop"), () => end(false), { hidden: true, className: "wb-button wb-main" });
  const once_more = button(say(words, "practice.once_more"), renew, { hidden: true });
  const stage = h("div", { className: "wb-stage", hidden: true },
    tool.element, h("div", { className: "wb-line", "aria-hidden": "true" }, passed), left);
  const times = overTime(spec, words,
    [[say(words, "practice.time"), (body) => clockText(body.seconds)], ...ratingColumns(words)]);

  function running(on) {
    stage.hidden = stop.hidden = !on;
    start.hidden = length.element.hidden = on;
    length.disable(on);
  }
  function begin() {
    const { seconds } = length;
    told.textContent = "";
    running(true);
    stage.scrollIntoView({ block: "nearest" });
    stop.focus();
    watch = stopwatch((elapsed) => {
      if (elapsed >= seconds) {
        end(true);
        return;
      }
      tool.at(elapsed, seconds);
      passed.style.inlineSize = `${(100 * shareShown(elapsed, seconds)).toFixed(1)}%`;
      left.textContent = say(words, "practice.left", { time: clockText(seconds - elapsed) });
    });
  }
  /** Back to where nothing runs; returns the whole seconds that it ran. */
  function halt() {
    const elapsed = Math.round(Math.min(watch.elapsed(), length.seconds));
    watch.stop();
    watch = null;
    tool.rest();
    running(false);
    return elapsed;
  }
  function end(finished) {
    if (!watch) return;
    record.seconds += halt();
    record.finished ||= finished;
    start.hidden = true;
    once_more.hidden = false;
    told.textContent = finished ? spec.finish : spec.stop;
    save();
    once_more.focus();
  }
  function renew() {
    clean();
    start.focus();
  }
  function clean() {
    id = newId();
    record = blank();
    before.show(null);
    after.show(null);
    told.textContent = "";
    once_more.hidden = true;
    start.hidden = watch !== null;
  }
  const list = () => times.show([...earlier.values()]);

  hostOf(el, model);
  el.append(h("section", { className: "wb-practice", "aria-label": spec.title },
    h("h3", {}, spec.title), h("p", {}, spec.introduction),
    before.element, length.element, stage, h("div", { className: "wb-actions" }, start, stop, once_more), told,
    after.element, times.element));

  const onMessage = (message) => {
    if (message.kind === "fill") {
      earlier = new Map(JSON.parse(message.json).entries.map((entry) => [entry.id, entry]));
      list();
      saver.opened();
    } else if (message.kind === "empty") {
      saver.forget();
      earlier = new Map();
      list();
      clean();
    } else {
      saver.receive(message);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    watch?.stop();
    times.dispose();
    saver.dispose();
  };
}

export default { render };
