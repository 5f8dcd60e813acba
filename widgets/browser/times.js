// The numbers before and after, over the times a practice was done: a plot, a sentence and a table.

const FEW = 5; // times below which it is too early to say more

const RANGES = {
  before: ["practice.told_before", "practice.told_before_same"],
  after: ["practice.told_after", "practice.told_after_same"],
};

const newId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const given = (value) => value !== null && value !== undefined;

/** The slider that asks before or after. */
function momentControl(moment, spec, words, onChange) {
  const text = say(words, `practice.${moment}`, { question: spec.question });
  return sliderControl({ text, low: 0, high: 10, anchors: spec.anchors }, words, onChange);
}

/** Describes and never judges: a number that rises may be the better one. */
function timesSentence(rows, words) {
  const range = (moment) => {
    const values = rows.map(({ body }) => body[moment]).filter(given);
    if (!values.length) return "";
    const ends = { low: Math.min(...values), high: Math.max(...values) };
    const [several, same] = RANGES[moment];
    return say(words, ends.low === ends.high ? same : several, ends);
  };
  const number = (value) => (given(value) ? value : say(words, "practice.none"));
  const [first, last] = [rows[0], rows.at(-1)];
  const latest = say(words, "practice.latest", { before: number(last.body.before), after: number(last.body.after) });
  const told = say(words, first.date === last.date ? "practice.told_day" : "practice.told", {
    count: rows.length, first: first.date, last: last.date, before: range("before"), after: range("after"), latest,
  });
  return `${told.replace(/ +/g, " ")} ${say(words, rows.length < FEW ? "practice.early" : "practice.wander")}`;
}

/** Where each time stands on a true time axis; marks that would lie on each other stand side by side. */
function timePlaces(moments, low, high) {
  const [first, last] = [moments[0], moments.at(-1)];
  const apart = Math.min(14, (high - low) / Math.max(1, moments.length - 1));
  const places = moments.map((at) => (last > first ? low + ((at - first) / (last - first)) * (high - low) : (low + high) / 2));
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + apart);
  places[places.length - 1] = Math.min(places.at(-1), high);
  for (let i = places.length - 2; i >= 0; i -= 1) places[i] = Math.min(places[i], places[i + 1] - apart);
  return places;
}

function timesPlot(rows, width, words) {
  const [left, right, top, bottom] = [28, width - 14, 12, 150];
  const y = (value) => bottom - (value / 10) * (bottom - top);
  const places = timePlaces(rows.map((row) => row.at), left + 12, right - 8);
  const label = (x, text, anchor) => svg("text", { x, y: bottom + 22, "text-anchor": anchor, class: "wb-axis" }, text);
  const [first, last] = [rows[0].date, rows.at(-1).date];
  return svg("svg", { width, height: 182, viewBox: `0 0 ${width} 182`, class: "wb-drawing", "aria-hidden": "true" },
    ...[0, 5, 10].map((value) => svg("g", {},
      svg("line", { x1: left, x2: right, y1: y(value), y2: y(value), class: "wb-grid" }),
      svg("text", { x: left - 8, y: y(value) + 5, "text-anchor": "end", class: "wb-axis" }, String(value)))),
    ...rows.map(({ body }, i) => {
      const x = places[i];
      const both = given(body.before) && given(body.after);
      return svg("g", {},
        ...(both ? [svg("line", { x1: x, x2: x, y1: y(body.before), y2: y(body.after), class: "wb-span" })] : []),
        ...(given(body.before) ? [svg("circle", { cx: x, cy: y(body.before), r: 5.5, class: "wb-mark-before" })] : []),
        ...(given(body.after) ? [svg("circle", { cx: x, cy: y(body.after), r: 3.5, class: "wb-mark-after" })] : []));
    }),
    ...(first === last ? [label((left + right) / 2, first, "middle")] : [label(left, first, "start"), label(right, last, "end")]));
}

/** A key to marks: each a shape with its words. */
function legendOf(marks) {
  return h("ul", { className: "wb-legend wb-key" }, marks.map(([mark, text]) =>
    h("li", {}, svg("svg", { viewBox: "-8 -8 16 16", "aria-hidden": "true" }, mark), text)));
}

/** Calls `draw(width)` now and whenever the element's width has changed; returns how to stop. */
function drawnToWidth(element, draw) {
  let width = 0;
  const observer = new ResizeObserver(([entry]) => {
    const next = Math.floor(entry.contentRect.width);
    if (next < 1 || next === width) return;
    width = next;
    draw(width);
  });
  observer.observe(element);
  return { redraw: () => width && draw(width), dispose: () => observer.disconnect() };
}

/** `columns`: what a row of the table says besides its day, as [name, (body) => text]. */
function overTime(spec, words, columns) {
  let rows = [];
  const rated = () => rows.filter(({ body }) => given(body.before) || given(body.after));
  const canvas = h("div", {});
  const caption = h("figcaption", {});
  const figure = h("figure", { className: "wb-figure", hidden: true },
    h("h4", {}, say(words, "practice.over_time")),
    legendOf([
      [svg("circle", { r: 5.5, class: "wb-mark-before" }), say(words, "practice.mark_before")],
      [svg("circle", { r: 4, class: "wb-mark-after" }), say(words, "practice.mark_after")]]),
    canvas,
    h("p", { className: "wb-hint" }, say(words, "practice.ends",
      { low: 0, high: 10, low_words: spec.anchors[0], high_words: spec.anchors[10] })),
    caption);
  const body = h("tbody", {});
  const table = h("details", { className: "wb-before-list", hidden: true },
    h("summary", {}, say(words, "practice.times")),
    h("table", { className: "wb-table" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, say(words, "practice.date")),
        columns.map(([name]) => h("th", { scope: "col" }, name)))),
      body));
  const sized = drawnToWidth(canvas, (width) => {
    if (!figure.hidden) canvas.replaceChildren(timesPlot(rated(), Math.min(width, 640), words));
  });
  return {
    element: h("div", {}, figure, table),
    dispose: sized.dispose,
    show(next) {
      rows = next;
      table.hidden = !rows.length;
      body.replaceChildren(...rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.date), columns.map(([, text]) => h("td", {}, text(row.body))))));
      figure.hidden = !spec.over_time || rated().length < 2;
      if (figure.hidden) canvas.replaceChildren();
      else caption.textContent = timesSentence(rated(), words);
      sized.redraw();
    },
  };
}

/** The two columns that every practice has. */
function ratingColumns(words) {
  const number = (value) => (given(value) ? String(value) : say(words, "practice.none"));
  return [
    [say(words, "practice.was"), (body) => number(body.before)],
    [say(words, "practice.became"), (body) => number(body.after)],
  ];
}
