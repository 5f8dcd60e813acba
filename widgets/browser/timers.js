// Timed practices. They run in the browser alone, so that a lost connection never stops a breath.

const stillness = matchMedia("(prefers-reduced-motion: reduce)");

function clockText(seconds) {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Calls `tick(elapsed)` about ten times a second until it is stopped; true time, even if a tab slept. */
function stopwatch(tick) {
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const timer = setInterval(() => tick(elapsed()), 100);
  tick(0);
  return { elapsed, stop: () => clearInterval(timer) };
}

/** How far along a moving mark is: in few, still steps where motion is turned down. */
function shareShown(elapsed, seconds) {
  const share = Math.min(1, elapsed / seconds);
  return stillness.matches ? Math.floor(share * 10) / 10 : share;
}

/** In, hold and out in a steady round, with a circle that follows unless motion is turned down. */
function breathingTool(spec, words) {
  const phases = ["in", "hold", "out"].filter((name) => spec.breath[name] > 0);
  const round = phases.reduce((sum, name) => sum + spec.breath[name], 0);
  const phaseText = h("p", { className: "wb-phase", "aria-live": "polite" });
  const count = h("p", { className: "wb-count", "aria-hidden": "true" });
  const circle = h("div", { className: "wb-circle", "aria-hidden": "true" });
  const element = h("div", { className: "wb-breathing" }, circle, phaseText, count);
  let shown = null;
  return {
    element,
    at(elapsed) {
      let rest = elapsed % round;
      const phase = phases.find((name) => (rest < spec.breath[name] ? true : ((rest -= spec.breath[name]), false))) ?? phases[0];
      const length = spec.breath[phase];
      if (phase !== shown) {
        shown = phase;
        phaseText.textContent = say(words, `practice.${phase}`);
        circle.style.transitionDuration = stillness.matches ? "0s" : `${length}s`;
        if (!stillness.matches && phase !== "hold") circle.dataset.size = phase === "in" ? "large" : "small";
      }
      count.textContent = String(Math.min(length, Math.floor(rest) + 1));
    },
    rest() {
      shown = null;
      delete circle.dataset.size;
      phaseText.textContent = "";
      count.textContent = "";
    },
  };
}

/** Words for each stretch of time. They keep their proportions whatever time the person chose. */
function guide(steps) {
  const element = h("p", { className: "wb-phase wb-guide", "aria-live": "polite" });
  const total = steps.reduce((sum, step) => sum + step.seconds, 0);
  let shown = null;
  const show = (step) => {
    if (step === shown) return;
    shown = step;
    element.textContent = step?.words ?? "";
  };
  return {
    element,
    at(elapsed, seconds) {
      let rest = (elapsed / seconds) * total;
      show(steps.find((one) => (rest < one.seconds ? true : ((rest -= one.seconds), false))) ?? steps.at(-1));
    },
    rest: () => show(null),
  };
}

/** Guided words alone. */
function stepsTool(spec) {
  const words = guide(spec.steps);
  return { ...words, element: h("div", { className: "wb-steps" }, words.element) };
}

/** Guided words over a wave that rises and passes. */
function urgeTool(spec) {
  const words = guide(spec.steps);
  const dot = svg("circle", { r: 5, class: "wb-wave-dot" });
  const height = (share) => 74 - 60 * Math.sin(Math.PI * share ** 0.75) ** 1.6;
  const line = Array.from({ length: 61 }, (_, i) => `${i ? "L" : "M"}${(i * 300) / 60},${height(i / 60).toFixed(1)}`).join("");
  const wave = svg("svg", { viewBox: "-6 0 312 84", class: "wb-wave", "aria-hidden": "true" },
    svg("path", { d: line, class: "wb-wave-line" }), dot);
  const place = (share) => {
    dot.setAttribute("cx", (share * 300).toFixed(1));
    dot.setAttribute("cy", height(share).toFixed(1));
  };
  return {
    element: h("div", { className: "wb-urge" }, wave, words.element),
    at(elapsed, seconds) {
      words.at(elapsed, seconds);
      place(shareShown(elapsed, seconds));
    },
    rest() {
      words.rest();
      place(0);
    },
  };
}
