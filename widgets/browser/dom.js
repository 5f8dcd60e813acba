// Building blocks of a page: elements, dates and the words that Python hands over.

/** An element with properties, attributes (aria-…, data-…), listeners (on…) and children. */
function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value);
  }
  // Strings become text nodes: whatever a person typed is shown as text, never read as markup.
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A sentence of the catalogue with its {fields} filled in. */
function say(words, key, fields = {}) {
  const text = key.split(".").reduce((part, name) => part?.[name], words);
  if (typeof text !== "string") throw new Error(`no words for ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
}

let elements = 0;
/** An id that no other element of the page has, so that labels and notes find their control. */
function fresh(stem) {
  elements += 1;
  return `wb-${stem}-${elements}-${Math.random().toString(36).slice(2, 7)}`;
}

/** How far east of UTC this browser is, in minutes. */
const offset = () => -new Date().getTimezoneOffset();

function button(label, onclick, properties = {}) {
  return h("button", { type: "button", className: "wb-button", onclick, ...properties }, label);
}

/** Make a widget's element a part of the workbook; with its model, it goes dark when its page does. */
function hostOf(el, model = null) {
  if (model) el.dataset.page = model.get("page");
  el.classList.add("wb");
  // JupyterLab takes the keys of a slider or a button for its own: arrows move between cells.
  el.dataset.lmSuppressShortcuts = "true";
  el.addEventListener("keydown", (event) => event.stopPropagation());
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
