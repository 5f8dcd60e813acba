// A plot drawn in the kernel, shown as an image with its text alternative. The page tells how
// wide it is, how fine its screen, and whether it is dark, so that the plot's type stays readable.

const darkness = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const theme = document.body.dataset.jpThemeLight; // JupyterLab's own choice goes before the system's
  return theme === undefined ? darkness.matches : theme === "false";
}

/** `ask(size)` is called whenever the plot has to be drawn anew for this page. */
function figureView(words, ask) {
  const image = h("img", { className: "wb-plot", alt: "" });
  const caption = h("figcaption", { "aria-live": "polite" });
  const element = h("figure", { className: "wb-figure" }, image, caption);
  let asked = "";
  let source = null;

  function look() {
    const width = Math.round(element.clientWidth);
    if (!width) return;
    const size = { width, ratio: Math.min(devicePixelRatio || 1, 2), dark: isDark() };
    if (JSON.stringify(size) === asked) return;
    asked = JSON.stringify(size);
    // Room for the plot before it is there: the text below doesn't jump.
    image.style.aspectRatio ||= width < 520 ? "4 / 3" : "16 / 9";
    ask(size);
  }
  const resized = new ResizeObserver(look);
  resized.observe(element);
  darkness.addEventListener("change", look);
  const themed = new MutationObserver(look);
  themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });

  return {
    element,
    show({ title, sentence, width, height }, buffers) {
      const old = source;
      source = URL.createObjectURL(new Blob([buffers[0]], { type: "image/png" }));
      image.width = width;
      image.height = height;
      image.style.aspectRatio = `${width} / ${height}`;
      image.src = source;
      image.alt = say(words, "plot.alt", { title, sentence });
      caption.textContent = sentence;
      if (old) URL.revokeObjectURL(old);
    },
    tell(text) {
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
