// Questions on native elements. A control shows a value or none at all; `onChange(value)` tells
// what a person did, with null for a cleared answer. It knows nothing of saving.

/** The words beside a number: its own, or the nearer end's. */
function anchorAt(anchors, value) {
  return anchors[value] ?? null;
}

function clearButton(words, label, clear) {
  return button(say(words, "form.clear"), clear, {
    className: "wb-quiet",
    "aria-label": say(words, "form.clear_this", { question: label }),
  });
}

/** A 0–10 slider that is visibly unanswered until it is touched. */
function sliderControl(item, words, onChange) {
  const id = fresh("slider");
  const middle = Math.round((item.low + item.high) / 2);
  let value = null;
  const reading = h("output", { className: "wb-reading", htmlFor: id });
  const input = h("input", {
    type: "range", id, min: item.low, max: item.high, step: 1, value: middle,
    "aria-describedby": `${id}-ends`,
  });
  const clear = clearButton(words, item.text, () => {
    show(null);
    onChange(null);
    input.focus();
  });

  function show(next) {
    value = next;
    const answered = value !== null;
    input.value = answered ? value : middle;
    input.toggleAttribute("data-unanswered", !answered);
    const anchor = answered ? anchorAt(item.anchors, value) : null;
    const text = answered
      ? anchor ? say(words, "form.value_with_words", { value, high: item.high, words: anchor })
        : say(words, "form.value", { value, high: item.high })
      : say(words, "form.unanswered");
    reading.textContent = text;
    input.setAttribute("aria-valuetext", text);
    clear.hidden = !answered || input.disabled;
  }
  function take() {
    show(Number(input.value));
    onChange(value);
  }
  input.addEventListener("input", take);
  // A tap on the very middle, or Enter, moves nothing on an unanswered slider: it is an answer too.
  input.addEventListener("pointerup", () => value === null && !input.disabled && take());
  input.addEventListener("keydown", (event) => {
    if (value === null && (event.key === "Enter" || event.key === " ")) take();
  });

  const ends = h("div", { className: "wb-ends", id: `${id}-ends` },
    h("span", {}, `${item.low} ${item.anchors[item.low]}`),
    h("span", {}, `${item.high} ${item.anchors[item.high]}`));
  const element = h("div", { className: "wb-question" },
    h("label", { htmlFor: id }, item.text),
    input, ends,
    h("div", { className: "wb-answer" }, reading, clear));
  show(null);
  return {
    element, show, get value() { return value; },
    disable(disabled) { input.disabled = disabled; show(value); },
  };
}

/** A few points, each with its own words. */
function choiceControl(item, words, onChange) {
  const name = fresh("choice");
  let value = null;
  let disabled = false;
  const points = Array.from({ length: item.high - item.low + 1 }, (_, place) => item.low + place);
  // Where some points are numbers only, they stand in a row, with the words that there are below.
  const inRow = points.some((point) => !anchorAt(item.anchors, point));
  const worded = (point) => `${point} ${anchorAt(item.anchors, point) ?? ""}`.trim();
  const options = points.map((point) => {
    const radio = h("input", {
      type: "radio", name, value: point, "aria-label": inRow ? worded(point) : null,
      onchange: () => { show(point); onChange(point); },
    });
    const text = h("span", {}, inRow ? String(point) : anchorAt(item.anchors, point));
    return [point, radio, h("label", { className: inRow ? "wb-point" : "wb-option" }, radio, text)];
  });
  const ends = inRow ? h("div", { className: "wb-ends", "aria-hidden": "true" },
    points.filter((point) => anchorAt(item.anchors, point)).map((point) => h("span", {}, worded(point)))) : null;
  const reading = h("span", { className: "wb-reading" });
  const clear = clearButton(words, item.text, () => {
    show(null);
    onChange(null);
    options[0][1].focus();
  });
  function show(next) {
    value = next;
    for (const [point, radio] of options) radio.checked = point === value;
    reading.textContent = value === null ? say(words, "form.unanswered") : "";
    clear.hidden = value === null || disabled;
  }
  const element = h("fieldset", { className: "wb-question" },
    h("legend", {}, item.text),
    h("div", { className: inRow ? "wb-points" : "wb-options" }, options.map(([, , label]) => label)),
    ends,
    h("div", { className: "wb-answer" }, reading, clear));
  show(null);
  return {
    element, show, get value() { return value; },
    disable(next) {
      disabled = next;
      for (const [, radio] of options) radio.disabled = next;
      show(value);
    },
  };
}

/** Room to write, growing with the text. */
function textControl(item, words, onChange) {
  const id = fresh("text");
  const area = h("textarea", { id, rows: 4, "aria-describedby": item.hint ? `${id}-hint` : null });
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, 640)}px`;
  };
  const clear = clearButton(words, item.text, () => {
    show(null);
    onChange(null);
    area.focus();
  });
  // The element itself would turn line ends into \n and drop nothing else, but cannot show a NUL:
  // an untouched text is kept as it came.
  let kept = null;
  function show(next) {
    kept = next;
    area.value = next ?? "";
    clear.hidden = !area.value;
    requestAnimationFrame(fit);
  }
  area.addEventListener("input", () => {
    kept = area.value === "" ? null : area.value;
    clear.hidden = !area.value;
    fit();
    onChange(kept);
  });
  const element = h("div", { className: "wb-question" },
    h("label", { htmlFor: id }, item.text),
    item.hint ? h("p", { className: "wb-hint", id: `${id}-hint` }, item.hint) : null,
    area,
    h("div", { className: "wb-answer" }, clear));
  show(null);
  return {
    element, show, get value() { return kept; },
    disable(disabled) { area.readOnly = disabled; },
  };
}

/** Room for one line, which a narrow page shows over several. */
function lineControl(item, words, onChange) {
  const id = fresh("line");
  const area = h("textarea", {
    id, className: "wb-one-line", rows: 1, maxLength: 2000, "aria-describedby": item.hint ? `${id}-hint` : null,
  });
  const fit = () => {
    if (CSS.supports("field-sizing", "content")) return; // the style sheet does it
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  let kept = null; // as it came, until it is touched
  area.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  area.addEventListener("input", () => {
    if (area.value.includes("\n")) area.value = area.value.replace(/\n+/g, " "); // pasted
    kept = area.value === "" ? null : area.value;
    fit();
    onChange(kept);
  });
  const element = h("div", { className: "wb-question" },
    h("label", { htmlFor: id }, item.text),
    item.hint ? h("p", { className: "wb-hint", id: `${id}-hint` }, item.hint) : null,
    area);
  return {
    element,
    show(next) {
      kept = next;
      area.value = next ?? "";
      requestAnimationFrame(fit);
    },
    get value() { return kept; },
    disable(disabled) { area.readOnly = disabled; },
  };
}

const CONTROLS = { slider: sliderControl, choice: choiceControl, text: textControl, line: lineControl };

function control(item, words, onChange) {
  return CONTROLS[item.control](item, words, onChange);
}

/** One question with its answer saved by itself, and both versions shown if they part. */
function savedControl(item, words, saver) {
  const field = control(item, words, (value) =>
    saver.change(item.key, value, { now: !["text", "list"].includes(item.control) }));
  const conflict = h("div", { className: "wb-conflict", role: "alert", hidden: true });
  const element = h("div", { "data-key": item.key }, field.element, conflict);
  return {
    ...field,
    key: item.key,
    element,
    get value() { return field.value; },
    fill(answer) {
      saver.fill(item.key, answer, field.show);
    },
    part(theirs) {
      const choose = (keepMine) => {
        field.show(saver.resolve(item.key, keepMine));
        conflict.hidden = true;
      };
      const shown = theirs === null ? say(words, "form.unanswered")
        : item.control === "text" ? theirs
        : item.control === "list" ? inWords(item, words, theirs) : `${theirs} ${anchorAt(item.anchors, theirs) ?? ""}`;
      conflict.replaceChildren(
        h("p", {}, say(words, "form.conflict")),
        h("blockquote", { dir: "auto" }, shown),
        button(say(words, "form.keep_mine"), () => choose(true)),
        button(say(words, "form.take_theirs"), () => choose(false)));
      conflict.hidden = false;
    },
  };
}
