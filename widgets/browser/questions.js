// Questions with answers to choose from: each has a reply, none is wrong, and nothing is sent or kept.

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const forget = [];

  function ask({ question, options, explanation, links, sources }) {
    const name = fresh("question");
    const reply = h("p", { className: "wb-reply" });
    const rest = h("div", { hidden: true },
      h("p", {}, h("strong", {}, say(words, "questions.general")), " ", explanation),
      links.length ? h("p", {}, say(words, "questions.pages"), " ",
        links.map((link, place) => [place ? " · " : "", h("a", { href: link.notebook }, link.text)]).flat()) : null,
      sources.length ? h("details", {}, h("summary", {}, say(words, "questions.sources")),
        h("ul", { className: "wb-sources" }, sources.map((source) => h("li", {}, source.text, " ",
          h("a", { href: source.link, rel: "noreferrer noopener", target: "_blank" }, say(words, "questions.look_up")),
          h("span", { className: "wb-hint" }, say(words, "questions.source", source)))))) : null);
    const radios = options.map((option) => h("input", {
      type: "radio", name, onchange: () => {
        reply.textContent = option.reply;
        rest.hidden = false;
      },
    }));
    forget.push(() => {
      for (const radio of radios) radio.checked = false;
      reply.textContent = "";
      rest.hidden = true;
    });
    return h("section", { className: "wb-asked", "aria-label": question },
      h("fieldset", { className: "wb-question" },
        h("legend", {}, h("h2", {}, question)),
        h("p", { className: "wb-hint" }, say(words, "questions.answers")),
        h("div", { className: "wb-options" }, options.map((option, place) =>
          h("label", { className: "wb-option" }, radios[place], h("span", {}, option.text))))),
      // The reply is read out at once; what follows it can be gone to.
      h("div", { "aria-live": "polite" }, reply), rest);
  }

  hostOf(el, model);
  el.append(h("section", { className: "wb-questions", "aria-label": say(words, "questions.list") },
    spec.questions.map(ask)));
  const onMessage = (message) => message.kind === "empty" && forget.forEach((one) => one());
  model.on("msg:custom", onMessage);
  return () => model.off("msg:custom", onMessage);
}

export default { render };
