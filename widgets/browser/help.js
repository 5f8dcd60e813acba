// Lines to call, text or write to. The server's template help.html.j2 writes the same as plain HTML.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const outside = (href, text) => h("a", { href, rel: "noreferrer noopener", target: "_blank" }, text);
  const source = ({ name, link }) => [say(words, "help.source"), " ", outside(link, name)];

  const entry = (line) => h("li", {},
    h("p", {},
      line.link ? outside(line.reach, line.reach) : h("strong", { className: "wb-reach" }, line.reach),
      h("span", { className: "wb-line-name" }, line.name)),
    line.notes.map((note) => h("p", {}, note)),
    h("p", { className: "wb-hint" }, `${line.checked}. `, source(line.source)));
  const country = ({ key, name, emergency, groups }) => h("details", { "data-country": key },
    h("summary", {}, name, " ", h("span", { className: "wb-emergency" }, emergency)),
    groups.map((group) => [h("h4", {}, group.meaning), h("ul", { className: "wb-lines" }, group.lines.map(entry))]).flat());
  const advice = ({ title, paragraphs, sources }) => h("details", {},
    h("summary", {}, title),
    paragraphs.map((text) => h("p", {}, text)),
    sources.map((one) => h("p", { className: "wb-hint" }, source(one))));

  const id = fresh("country");
  const list = h("section", { className: "wb-help", "aria-label": say(words, "help.list") },
    h("p", { className: "wb-choice", hidden: true },
      h("label", { htmlFor: id }, say(words, "help.choose")),
      h("select", { id, autocomplete: "off" },
        h("option", { value: "" }, say(words, "help.all")),
        spec.countries.map(({ key, name }) => h("option", { value: key }, name)))),
    h("h3", {}, say(words, "help.countries")),
    h("p", { className: "wb-hint" }, say(words, "help.beside")),
    spec.countries.map(country),
    h("h3", {}, say(words, "help.finders")),
    h("ul", { className: "wb-lines" }, spec.finders.map(entry)),
    h("h3", {}, say(words, "help.advice")),
    spec.advice.map(advice),
    h("p", { className: "wb-hint" }, spec.about));
  hostOf(el, model);
  el.append(list);
  chooseCountry(list);
}

export default { render };
