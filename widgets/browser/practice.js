// Something to do, with a rating before and after. Each time it is done is a record of its own.

const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  let id = newId();
  let record = { before: null, after: null, seconds: 0, finished: false };
  let earlier = new Map(); // id -> {date, body}
  let watch = null;

  const saver = new Saver(model, {
    onSaved: (key, message) => {
      earlier.set(key, { date: message.date, body: { ...record } });
      list();
    },
    onConflict: (key) => saver.resolve(key, true), // a record is written by one page only
  });
  const save = () => saver.change(id, { ...record }, { now: true });

  const rating = (moment) => sliderControl(
    { text: say(words, `practice.${moment}`, { question: spec.question }), low: 0, high: 10, anchors: spec.anchors },
    words, (value) => {
      record[moment] = value;
      save();
    });
  const before = rating("before");
  const after = rating("after");

  const tool = { breathing: breathingTool, urge: urgeTool }[spec.tool](spec, words);
  const lengthId = fresh("minutes");
  const minutes = h("input", {
    type: "range", id: lengthId, min: 1, max: Math.max(5, 2 * Math.round(spec.seconds / 60)), step: 1,
    value: Math.round(spec.seconds / 60), oninput: () => readMinutes(),
  });
  const minutesReading = h("output", { className: "wb-reading", htmlFor: lengthId });
  function readMinutes() {
    const text = say(words, minutes.value === "1" ? "practice.minute" : "practice.minutes", { minutes: minutes.value });
    minutesReading.textContent = text;
    minutes.setAttribute("aria-valuetext", text);
  }
  readMinutes();
  const left = h("p", { className: "wb-left", role: "timer" });
  const told = h("p", { className: "wb-told", role: "status" });
  const start = button(say(words, "practice.start"), begin, { className: "wb-button wb-main" });
  const stop = button(say(words, "practice.stop"), () => end(false), { hidden: true, className: "wb-button wb-main" });
  const once_more = button(say(words, "practice.once_more"), renew, { hidden: true });
  const stage = h("div", { className: "wb-stage", hidden: true }, tool.element, left);
  const before_list = h("div", { className: "wb-before-list" });

  function begin() {
    const seconds = Number(minutes.value) * 60;
    told.textContent = "";
    stage.hidden = stop.hidden = false;
    start.hidden = true;
    minutes.disabled = true;
    stop.focus();
    watch = stopwatch((elapsed) => {
      if (elapsed >= seconds) {
        end(true);
        return;
      }
      tool.at(elapsed, seconds);
      left.textContent = say(words, "practice.left", { time: clockText(seconds - elapsed) });
    });
  }
  function end(finished) {
    if (!watch) return;
    const elapsed = Math.round(Math.min(watch.elapsed(), Number(minutes.value) * 60));
    watch.stop();
    watch = null;
    tool.rest();
    stage.hidden = stop.hidden = true;
    minutes.disabled = false;
    once_more.hidden = false;
    told.textContent = finished ? spec.finish : spec.stop;
    record.seconds += elapsed;
    record.finished ||= finished;
    save();
    once_more.focus();
  }
  function renew() {
    id = newId();
    record = { before: null, after: null, seconds: 0, finished: false };
    before.show(null);
    after.show(null);
    told.textContent = "";
    once_more.hidden = true;
    start.hidden = false;
    start.focus();
  }

  function list() {
    const rows = [...earlier.values()];
    before_list.replaceChildren();
    if (!rows.length) return;
    const number = (value) => (value === null || value === undefined ? say(words, "practice.none") : String(value));
    before_list.append(
      h("h4", {}, say(words, "practice.times")),
      h("table", { className: "wb-table" },
        h("thead", {}, h("tr", {}, ["date", "time", "was", "became"].map((name) => h("th", { scope: "col" }, say(words, `practice.${name}`))))),
        h("tbody", {}, rows.map(({ date, body }) => h("tr", {},
          h("th", { scope: "row" }, date), h("td", {}, clockText(body.seconds)),
          h("td", {}, number(body.before)), h("td", {}, number(body.after)))))));
  }

  hostOf(el);
  el.append(h("section", { className: "wb-practice", "aria-label": spec.title },
    h("h3", {}, spec.title), h("p", {}, spec.introduction),
    before.element,
    h("div", { className: "wb-parameter" },
      h("div", { className: "wb-parameter-name" }, h("label", { htmlFor: lengthId }, say(words, "practice.length")), minutesReading),
      minutes),
    h("div", { className: "wb-actions" }, start, stop, once_more), stage, told,
    after.element, before_list));

  const onMessage = (message) => {
    if (message.kind === "fill") {
      for (const entry of JSON.parse(message.json).entries) earlier.set(entry.id, entry);
      list();
      saver.opened();
    } else if (message.kind === "empty") {
      saver.forget();
      earlier = new Map();
      list();
      renew();
    } else {
      saver.receive(message);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    watch?.stop();
    saver.dispose();
  };
}

export default { render };
