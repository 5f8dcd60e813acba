// Drawings of what a person writes in a list: a ladder, a map, a week. Each says the same in words.

const FONT = 15; // pixels, in a drawing
const LINE = 19;

const measure = (() => {
  const context = document.createElement("canvas").getContext("2d");
  return (text) => {
    context.font = `${FONT}px ${getComputedStyle(document.documentElement).getPropertyValue("--wb-sans") || "sans-serif"}`;
    return context.measureText(text).width;
  };
})();

/** A text in lines no wider than `width`; what doesn't fit the last line ends in an ellipsis. */
function wrapped(text, width, most) {
  const fits = (part) => measure(part) <= width;
  const clip = (part) => {
    if (fits(part)) return part;
    let letters = [...part];
    while (letters.length > 1 && !fits(`${letters.join("").trimEnd()}…`)) letters = letters.slice(0, -1);
    return `${letters.join("").trimEnd()}…`;
  };
  const lines = [];
  for (const word of text.trim().split(/\s+/)) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && (fits(longer) || lines.length === most)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map(clip);
}

function textLines(lines, x, y, anchor) {
  return svg("text", { x, y, "text-anchor": anchor, class: "wb-label", direction: "auto" },
    ...lines.map((line, i) => svg("tspan", { x, dy: i ? LINE : 0 }, line)));
}

const SHAPES = [
  (attributes) => svg("circle", { r: 6.5, ...attributes }),
  (attributes) => svg("rect", { x: -6, y: -6, width: 12, height: 12, ...attributes }),
  (attributes) => svg("path", { d: "M0,-7.5 L7.5,6 L-7.5,6 Z", ...attributes }),
  (attributes) => svg("path", { d: "M0,-8 L8,0 L0,8 L-8,0 Z", ...attributes }),
];
const UNSAID = (attributes) => svg("circle", { r: 6, ...attributes, class: "wb-kind-unsaid" });
const mark = {
  expected: (attributes) => svg("circle", { r: 6.5, class: "wb-mark-before", ...attributes }),
  actual: (attributes) => svg("path", { d: "M0,-7.5 L7.5,0 L0,7.5 L-7.5,0 Z", class: "wb-mark-after", ...attributes }),
};
const at = (x, y) => ({ transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` });

/** Rungs from the hardest, at the top, to the easiest; those without a number come above them all. */
function ladderDrawing(field, words) {
  const column = Object.fromEntries(field.columns.map((one) => [one.key, one]));
  const { high } = column.expected;
  const height = (row) => (given(row.expected) ? row.expected : given(row.actual) ? row.actual : high + 1);
  const sorted = (rows) => rows.map((row, place) => ({ row, place }))
    .sort((a, b) => height(a.row) - height(b.row) || a.place - b.place).map(({ row }) => row);
  const name = (row) => row.step ?? say(words, "records.unnamed");
  return {
    legend: [
      [mark.expected({}), column.expected.label],
      [mark.actual({}), column.actual.label],
    ],
    title: say(words, "records.ladder"),
    words: (rows) => sorted(rows).map((row) => {
      const key = given(row.expected) ? (given(row.actual) ? "records.ladder_both" : "records.ladder_expected")
        : given(row.actual) ? "records.ladder_actual" : "records.ladder_none";
      return say(words, key, { name: name(row), expected: row.expected, actual: row.actual });
    }),
    draw(rows, width) {
      const [left, right] = [18, width - 18];
      const [low, top] = [left + 16, right - 16];
      const x = (value) => low + (value / high) * (top - low);
      const parts = [];
      let y = 8;
      for (const row of sorted(rows).reverse()) {
        const lines = wrapped(name(row), right - left - 20, 2);
        parts.push(textLines(lines, left + 10, y + FONT, "start"));
        y += lines.length * LINE + 16;
        parts.push(svg("line", { x1: left, x2: right, y1: y, y2: y, class: "wb-rung" }));
        if (given(row.expected) && given(row.actual)) {
          parts.push(svg("line", { x1: x(row.expected), x2: x(row.actual), y1: y, y2: y, class: "wb-span" }));
        }
        // Where both numbers are the same, the one mark stands inside the other.
        const same = row.actual === row.expected;
        if (given(row.expected)) parts.push(mark.expected({ ...at(x(row.expected), y), r: same ? 10 : 6.5 }));
        if (given(row.actual)) parts.push(mark.actual(at(x(row.actual), y)));
        y += 16;
      }
      const foot = y + 6;
      return {
        height: foot + 28,
        parts: [
          ...[left, right].map((side) => svg("line", { x1: side, x2: side, y1: 4, y2: foot, class: "wb-rail" })),
          ...parts,
          ...[0, high / 2, high].map((value) => svg("text", { x: x(value), y: foot + 20, "text-anchor": "middle", class: "wb-axis" }, String(value))),
        ],
      };
    },
    note: `0 ${column.expected.anchors[0]} – ${high} ${column.expected.anchors[high]}`,
  };
}

const area = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]))
  * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

/** Find a direction for each dot, and a side for its name, where it covers the least of the others. */
function placeDots(dots, width, radius, inner) {
  const middle = [width / 2, radius + 26];
  const taken = [[middle[0] - inner, middle[1] - 14, middle[0] + inner, middle[1] + 14]];
  const bottom = middle[1] + radius + 24;
  return dots.map(({ row, lines, share }, order) => {
    const reach = inner + 12 + share * (radius - inner - 12);
    const [w, tall] = [Math.max(...lines.map(measure)), lines.length * LINE];
    let best = null;
    for (let turn = 0; turn < 48; turn += 1) {
      // Beginning a golden angle further on, each dot is drawn where the ones before it leave room.
      const angle = order * 2.39996 - Math.PI / 2 + (turn * Math.PI) / 24;
      const [x, y] = [middle[0] + reach * Math.cos(angle), middle[1] + reach * Math.sin(angle)];
      const sides = [
        { anchor: "start", box: [x + 11, y - tall / 2, x + 11 + w, y + tall / 2] },
        { anchor: "end", box: [x - 11 - w, y - tall / 2, x - 11, y + tall / 2] },
        { anchor: "middle", box: [x - w / 2, y + 9, x + w / 2, y + 9 + tall] },
        { anchor: "middle", box: [x - w / 2, y - 9 - tall, x + w / 2, y - 9] },
      ];
      for (const { anchor, box } of sides) {
        const own = [x - 9, y - 9, x + 9, y + 9];
        const covered = [own, box].reduce((sum, one) => sum + taken.reduce((all, other) => all + area(one, other), 0), 0);
        const outside = Math.max(0, 2 - box[0]) + Math.max(0, box[2] - width + 2) + Math.max(0, 2 - box[1]) + Math.max(0, box[3] - bottom);
        const cost = covered * 10 + outside * 300 + turn;
        if (best === null || cost < best.cost) best = { cost, x, y, anchor, box, own };
      }
      if (best.cost < turn) break; // no later turn can do better
    }
    taken.push(best.own, best.box);
    return { row, lines, ...best };
  });
}

/** Dots around a middle; the nearer to it, the closer. */
function mapDrawing(field, words) {
  const column = Object.fromEntries(field.columns.map((one) => [one.key, one]));
  const { high } = column.closeness;
  const kinds = Object.keys(column.kind.anchors).map(Number).sort((a, b) => a - b);
  const shape = (kind, attributes) => (given(kind) ? SHAPES[kinds.indexOf(kind) % SHAPES.length]({ ...attributes, class: `wb-kind wb-kind-${kinds.indexOf(kind) % SHAPES.length}` }) : UNSAID(attributes));
  const name = (row) => row.name ?? say(words, "records.unnamed");
  return {
    legend: kinds.map((kind) => [shape(kind, {}), column.kind.anchors[kind]]),
    title: say(words, "records.map"),
    words: (rows) => rows.map((row) => say(words, given(row.closeness) ? "records.map_item" : "records.map_waiting", {
      name: name(row), closeness: row.closeness, high,
      kind: given(row.kind) ? column.kind.anchors[row.kind] : say(words, "records.kind_unsaid"),
    })),
    draw(rows, width) {
      const middle = say(words, "records.middle");
      const inner = Math.max(20, measure(middle) / 2 + 10);
      const radius = Math.min(230, width / 2 - 16);
      const placed = rows.filter((row) => given(row.closeness));
      const most = Math.min(150, width * 0.34);
      const dots = placed.map((row) => ({ row, lines: wrapped(name(row), most, 2), share: 1 - row.closeness / high }));
      const centre = [width / 2, radius + 26];
      const rings = [0, 0.5, 1].map((share) => inner + 12 + share * (radius - inner - 12));
      return {
        height: 2 * radius + 52,
        parts: [
          ...rings.map((r) => svg("circle", { cx: centre[0], cy: centre[1], r, class: "wb-ring" })),
          svg("circle", { cx: centre[0], cy: centre[1], r: inner, class: "wb-centre" }),
          svg("text", { x: centre[0], y: centre[1] + 5, "text-anchor": "middle", class: "wb-label wb-centre-word" }, middle),
          ...placeDots(dots, width, radius, inner).flatMap(({ row, lines, x, y, anchor, box }) => [
            shape(row.kind, at(x, y)),
            textLines(lines, anchor === "start" ? box[0] : anchor === "end" ? box[2] : (box[0] + box[2]) / 2, box[1] + FONT - 1, anchor),
          ]),
        ],
      };
    },
    note: `0 ${column.closeness.anchors[0]} – ${high} ${column.closeness.anchors[high]}`,
  };
}

/** A drawing in SVG at its true size, its key, and the same in words. `show(rows)` draws it anew. */
function svgDrawing(drawing, words) {
  let rows = [];
  const id = fresh("words");
  const canvas = h("div", { className: "wb-canvas" });
  const list = h("ul", { className: "wb-drawn-words", id });
  const figure = h("figure", { className: "wb-figure wb-drawn", hidden: true },
    h("h5", {}, drawing.title), legendOf(drawing.legend), canvas,
    h("p", { className: "wb-hint" }, drawing.note),
    h("details", {}, h("summary", {}, say(words, "records.drawn")), list));
  const sized = drawnToWidth(canvas, (width) => {
    if (!rows.length) return;
    const { height, parts } = drawing.draw(rows, width);
    canvas.replaceChildren(svg("svg", {
      width, height, viewBox: `0 0 ${width} ${height}`, class: "wb-drawing", role: "img",
      "aria-label": drawing.title, "aria-describedby": id,
    }, ...parts));
  });
  return {
    element: figure,
    dispose: sized.dispose,
    show(next) {
      rows = next ?? [];
      figure.hidden = !rows.length;
      list.replaceChildren(...drawing.words(rows).map((line) => h("li", {}, line)));
      if (!rows.length) canvas.replaceChildren();
      sized.redraw();
    },
  };
}

/** A week is its own words: a list of days, side by side where there is room. */
function weekDrawing(field, words) {
  const column = Object.fromEntries(field.columns.map((one) => [one.key, one]));
  const days = Object.keys(column.day.anchors).map(Number).sort((a, b) => a - b);
  const week = h("ul", { className: "wb-week" });
  const figure = h("figure", { className: "wb-figure wb-drawn", hidden: true }, h("h5", {}, say(words, "records.week")), week);
  const thing = (row) => h("li", {}, h("span", { className: "wb-thing" }, row.what ?? say(words, "records.unnamed")),
    ["with", "done"].filter((key) => given(row[key])).map((key) =>
      h("span", { className: "wb-thing-note" }, column[key].anchors[row[key]])));
  const day = (label, things) => h("li", { className: "wb-day" },
    h("span", { className: "wb-day-name" }, label),
    things.length ? h("ul", {}, things.map(thing)) : h("span", { className: "wb-hint" }, say(words, "records.free")));
  return {
    element: figure,
    dispose() {},
    show(next) {
      const rows = next ?? [];
      figure.hidden = !rows.length;
      const undated = rows.filter((row) => !given(row.day));
      week.replaceChildren(
        ...days.map((one) => day(column.day.anchors[one], rows.filter((row) => row.day === one))),
        ...(undated.length ? [day(say(words, "records.no_day"), undated)] : []));
    },
  };
}

function drawingOf(kind, field, words) {
  if (kind === "ladder") return svgDrawing(ladderDrawing(field, words), words);
  if (kind === "map") return svgDrawing(mapDrawing(field, words), words);
  return weekDrawing(field, words);
}
