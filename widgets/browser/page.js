// What the parts of one page share: whether a workbook is open, and what is not saved yet.
// Every part is a widget of its own; they meet here, under the page's id.

const PAGES = Symbol.for("workbook.pages"); // of this document, whichever parts are on it

class WorkbookPage extends EventTarget {
  constructor(id) {
    super();
    this.id = id;
    this.open = false;
    this.trying = false; // without saving
    this.keeping = null; // false: what is entered stays here, unless the person asks to keep it
    this.pending = new Map(); // what is still to be saved -> "saving" or "failed"
    this.reason = null; // words for the last failure
    this.savedAt = null;
    this.code = null; // of the workbook that is open; none while trying
    this.flushers = new Set();
    this.aside = new Map(); // code -> what could not be saved before a lock, unseen until it is open again
    this.puttingAside = false;
  }

  tell() {
    // A page that is being left shows nothing any more: no work stands before its blank.
    if (!globalThis[PAGES].leaving) this.dispatchEvent(new Event("change"));
  }

  setOpen(open, code = null) {
    this.open = open;
    this.code = code;
    this.puttingAside = false;
    if (!open) this.savedAt = null;
    this.tell();
  }

  /** Hide the parts at once: a kernel that is busy, or gone, empties them later or never. */
  setDark(dark) {
    for (const host of document.querySelectorAll(`.wb[data-page="${this.id}"]`)) {
      host.classList.toggle("wb-dark", dark);
    }
  }

  /** Keep a value that could not be saved before a lock that nobody chose. */
  putAside(name, key, entry) {
    if (!this.aside.has(this.code)) this.aside.set(this.code, new Map());
    this.aside.get(this.code).set(name, { key, entry });
  }

  setKeeping(keeping) {
    if (keeping === this.keeping) return;
    this.keeping = keeping;
    this.tell();
  }

  mark(name, state, reason = null) {
    if (state === "saved") {
      this.pending.delete(name);
      this.savedAt = new Date();
    } else if (state === "forgotten") {
      this.pending.delete(name);
    } else {
      this.pending.set(name, state);
      if (reason) this.reason = reason;
    }
    this.tell();
  }

  get state() {
    if ([...this.pending.values()].includes("failed")) return "failed";
    if (this.pending.size) return "saving";
    if (this.keeping === false) return "unkept";
    return this.savedAt ? "saved" : "quiet";
  }

  /** Send everything that waits for a pause in typing, now. */
  flush() {
    for (const flush of this.flushers) flush();
  }

  /** Resolves when all is saved, or after `limit` milliseconds: false if something is left. */
  settled(limit) {
    this.flush();
    return new Promise((resolve) => {
      const done = (result) => {
        clearTimeout(timer);
        this.removeEventListener("change", look);
        resolve(result);
      };
      const look = () => this.pending.size === 0 && done(true);
      const timer = setTimeout(() => done(false), limit);
      this.addEventListener("change", look);
      look();
    });
  }
}

/** All pages of this document: one in Voilà, perhaps several in JupyterLab. */
class Pages extends Map {
  constructor() {
    super();
    // A tab that is hidden or left may never come back: send what waits.
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("beforeunload", (event) => this.holdBack(event));
    addEventListener("leave", () => this.leave());
  }

  leave() {
    this.leaving = true;
    this.flush();
    for (const page of this.values()) page.dispatchEvent(new Event("leave"));
  }

  flush() {
    for (const page of this.values()) page.flush();
  }

  /** Ask before a tab closes on unsaved words; but hold up nobody who leaves in a hurry. */
  holdBack(event) {
    this.flush();
    const waiting = [...this.values()].some((page) => (page.open && page.pending.size) || page.aside.size);
    if (waiting && !this.leaving) event.preventDefault();
  }
}

/** The page that a widget belongs to. */
function pageOf(model) {
  const pages = (globalThis[PAGES] ??= new Pages());
  const id = model.get("page");
  if (!pages.has(id)) pages.set(id, new WorkbookPage(id));
  return pages.get(id);
}
