// Leave: a blank page first, then a neutral page in this one's place. By the button, or by pressing
// Shift three times. It waits for nothing: not for the page's other scripts, nor for its kernel.

(() => {
  const { to, goodbye, once, twice, over, now } = document.currentScript.dataset;
  const PRESSES = 3;
  const PAUSE = 5000; // milliseconds from one press to the next, at most
  const AWAY = "away"; // in this tab's storage, once it was left: neutral, as storage can be looked at

  let blank = null;

  /** Nothing is done before this, so that nothing can hold it up; and nothing of the page is needed. */
  function cover() {
    if (blank) return;
    blank = document.createElement("div");
    blank.id = "blank";
    blank.setAttribute("role", "alert");
    const look = { position: "fixed", inset: "0", zIndex: "2147483647", background: "#fff", color: "#fff" };
    Object.assign(blank.style, look);
    document.documentElement.append(blank);
    if (document.body) document.body.style.display = "none"; // for screen readers and the Tab key, too
  }

  /** The tab's storage; a browser can be told to allow none. */
  function store(act) {
    try {
      return act(sessionStorage);
    } catch {
      return null;
    }
  }

  function leave() {
    if (blank) return;
    cover();
    // What listens sends what was typed, and only then the kernel is told to let go. An error there
    // stops nothing here.
    dispatchEvent(new Event("leave"));
    const unheard = dispatchEvent(new Event("goodbye", { cancelable: true }));
    if (unheard && goodbye) navigator.sendBeacon(goodbye); // the page's own line isn't there yet
    store((kept) => {
      kept.clear();
      kept.setItem(AWAY, "1");
    });
    location.replace(to);
    blank.textContent = now; // after it is on the page, or screen readers pass over it
  }

  // --- Back, after leaving: what is left of this tab's past leads away as well

  const [entry] = performance.getEntriesByType("navigation");
  if (store((kept) => kept.getItem(AWAY)) !== null) {
    // Whoever asks for a page by its address, or follows a link to it, has come to stay.
    if (entry?.type === "navigate") store((kept) => kept.removeItem(AWAY));
    else leave();
  }
  // A page that the browser keeps for going back to it is kept blank.
  addEventListener("pagehide", (event) => event.persisted && cover());
  addEventListener("pageshow", (event) => event.persisted && location.reload());

  // --- The button. These listeners are the first on the window: nothing on the page stops them.

  addEventListener("click", (event) => {
    if (!event.target.closest?.("#leave")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave();
  }, true);

  // --- Shift, three times by itself

  let presses = 0;
  let alone = false; // Shift is down, and nothing else was pressed with it
  let timer = null;

  function count(pressed) {
    clearTimeout(timer);
    const told = document.getElementById("leave-told");
    if (told) told.textContent = pressed ? [once, twice][pressed - 1] : presses ? over : "";
    document.getElementById("leave")?.setAttribute("data-pressed", pressed);
    presses = pressed;
    timer = setTimeout(() => (presses ? count(0) : told && (told.textContent = "")), PAUSE);
  }
  const spoil = () => {
    alone = false;
    if (presses) count(0);
  };
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift" || event.ctrlKey || event.altKey || event.metaKey) spoil();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone || event.shiftKey) return;
    alone = false;
    if (presses + 1 < PRESSES) count(presses + 1);
    else leave();
  }, true);
  addEventListener("pointerdown", () => (alone = false), true); // Shift and a click select text
  addEventListener("blur", (event) => event.target === window && (alone = false), true);
})();
