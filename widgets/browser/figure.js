// A plot drawn in the kernel, shown as an image with its text alternative. The page tells how
// wide it is, how fine its screen, and whether it is dark, so that the plot's type stays readable.

const darkness = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const theme = document.body.dataset.jpThemeLight; // JupyterLab's own choice goes before the system's
  return theme === undefined ? darkness.matches : theme === "false";
}

/** One entry of a legend: a piece of the line as it is drawn, and its name. */
function lineSample({ label, colour, dash }) {
  const line = svg("path", { d: "M0,2H28", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash });
  return h("li", {}, svg("svg", { viewBox: "0 0 28 4", "aria-hidden": "true" }, line), label);
}

const HATCHES = {
  plain: "",
  rising: "M-2,8L8,-2M3,13L13,3M8,18L23,3M18,18L30,6",
  dots: "M4,4h.1M4,12h.1M11,8h.1M18,4h.1M18,12h.1M25,8h.1",
  falling: "M-2,8L8,18M3,-2L18,13M13,-2L28,13M23,-2L30,5",
  level: "M0,4H28M0,8H28M0,12H28",
};

/** The same for a part of a bar. */
function blockSample({ label, colour, hatch, ground }) {
  const block = svg("rect", { width: 28, height: 16, fill: colour });
  const marks = svg("path", { d: HATCHES[hatch], stroke: ground, "stroke-width": hatch === "dots" ? 3 : 1.5, "stroke-linecap": "round" });
  return h("li", {}, svg("svg", { viewBox: "0 0 28 16", class: "wb-block", "aria-hidden": "true" }, block, marks), label);
}

/** `ask(size)` is called whenever the plot has to be drawn anew for this page. */
function figureView(words, ask) {
  const image = h("img", { className: "wb-plot", alt: "" });
  const caption = h("figcaption", { "aria-live": "polite" });
  // Beside the picture, not in it: names can be long, and a narrow page breaks the line.
  const legend = h("ul", { className: "wb-legend", hidden: true });
  const element = h("figure", { className: "wb-figure" }, legend, image, caption);
  let asked = "";
  let source = null;

  function look() {
    const width = Math.round(image.clientWidth);
    if (!width) return;
    const size = { width, ratio: Math.min(devicePixelRatio || 1, 2), dark: isDark() };
    if (JSON.stringify(size) === asked) return;
    asked = JSON.stringify(size);
    // Room for the plot before it is there: the text below doesn't jump.
    image.style.aspectRatio ||= width < 520 ? "4 / 3" : "16 / 9";
    ask(size);
  }
  const resized = new ResizeObserver(look);
  resized.observe(image);
  darkness.addEventListener("change", look);
  const themed = new MutationObserver(look);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  return {
    element,
    show({ title, sentence, width, height, lines = [] }, buffers) {
      const old = source;
      source = URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" }));
      image.width = width;
      image.height = height;
      image.style.aspectRatio = `${width} / ${height}`;
      image.src = source;
      image.alt = say(words, "plot.alt", { title, sentence });
      caption.textContent = sentence;
      legend.hidden = !lines.length;
      legend.replaceChildren(...lines.map((one) => (one.hatch ? blockSample(one) : lineSample(one))));
      if (old) URL.revokeObjectURL(old);
    },
    tell(text) {
      caption.textContent = text;
    },
    /** No picture, only words: there is nothing to draw in the time that is looked at. */
    blank(text) {
      image.removeAttribute("src");
      image.alt = "";
      caption.textContent = text;
    },
    dispose() {
      resized.disconnect();
      themed.disconnect();
      darkness.removeEventListener("change", look);
      if (source) URL.revokeObjectURL(source);
    },
  };
}
