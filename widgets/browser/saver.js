// Saves single values: each change is sent after a short pause, sent again until it is answered,
// and never taken for saved before the journal says that it is on the disk.

const PAUSE = 400; // milliseconds after the last keystroke
const LONGEST = 900; // and at the latest this long after the first unsent one
const AGAIN = 4000; // until an unanswered or failed save is tried again
const MOST = 1_000_000; // letters of JSON: the server hangs up on a much longer message

class Saver {
  /** `onConflict(key, theirs, mine)` is called when another page changed the answer meanwhile. */
  constructor(model, { onSaved = () => {}, onConflict = () => {}, unasked = false } = {}) {
    this.model = model;
    this.unasked = unasked; // sent even where the person has not asked to keep the page
    this.page = pageOf(model);
    this.entries = new Map(); // key -> {value, edit, base, waiting, timer, since}
    this.onSaved = onSaved;
    this.onConflict = onConflict;
    this.flush = () => {
      // It may be the last chance: what is on its way is not waited for, and a failed one is tried again.
      for (const [key, entry] of this.entries) if (entry.dirty) this.send(key, entry.flying);
    };
    this.page.flushers.add(this.flush);
    this.asked = this.page.keeping !== false;
    this.follow = () => {
      if (this.page.open && !this.page.puttingAside) this.takeBack();
      const begins = this.page.keeping && !this.asked;
      this.asked = this.page.keeping !== false; // first: to send is a change, too
      if (begins && this.page.open) this.opened();
    };
    this.page.addEventListener("change", this.follow);
    this.retry = setInterval(() => this.sendAgain(), AGAIN);
    this.renew = () => this.beginAnew();
    model.on("renewed", this.renew);
  }

  dispose() {
    this.model.off("renewed", this.renew);
    clearInterval(this.retry);
    this.page.removeEventListener("change", this.follow);
    this.page.flushers.delete(this.flush);
  }

  name(key) {
    return `${this.model.model_id ?? this.model.get("part")}:${key}`;
  }

  entry(key) {
    if (!this.entries.has(key)) {
      this.entries.set(key, { value: null, edit: 0, base: 0, dirty: false, held: false, flying: null, ours: new Set() });
    }
    return this.entries.get(key);
  }

  /** What the journal holds: kept as the base of the next change. */
  known(key, revision) {
    const entry = this.entry(key);
    if (!entry.dirty) entry.base = revision;
  }

  /** Show an answer of the journal, unless there is a newer one here, which is shown already. */
  fill(key, answer, show) {
    this.known(key, answer?.revision ?? 0);
    const entry = this.entry(key);
    if (!entry.dirty) show(answer?.value ?? null);
    else if (entry.returned) show(entry.value);
    entry.returned = false;
  }

  isDirty(key) {
    return this.entry(key).dirty;
  }

  /** Whether a value stays on the page. To take an answer away again needs no asking. */
  stays(entry) {
    return !this.unasked && this.page.keeping === false && entry.value !== null;
  }

  change(key, value, { now = false } = {}) {
    const entry = this.entry(key);
    entry.value = value;
    entry.edit += 1;
    entry.dirty = true;
    if (entry.held) return; // the person is asked first which version to keep
    if (this.stays(entry)) {
      this.page.mark(this.name(key), "forgotten");
      return;
    }
    if (this.page.open) this.page.mark(this.name(key), "saving");
    else this.page.mark(this.name(key), "failed", say(this.model.get("words"), "save.closed"));
    entry.since ??= Date.now();
    clearTimeout(entry.timer);
    const wait = now ? 0 : Math.min(PAUSE, Math.max(0, entry.since + LONGEST - Date.now()));
    entry.timer = setTimeout(() => this.send(key), wait);
  }

  /** Send a value. `after` is an edit without an answer yet, on which it builds all the same. */
  send(key, after = null) {
    const entry = this.entry(key);
    clearTimeout(entry.timer);
    entry.timer = null;
    entry.since = null;
    // One at a time: the next one builds on the revision that this one gets.
    if (!this.page.open || entry.held || entry.flying !== after || this.stays(entry)) return;
    if (entry.flying === entry.edit) return;
    entry.sent = Date.now();
    const json = JSON.stringify(entry.value);
    if (json.length > MOST) {
      this.page.mark(this.name(key), "failed", say(this.model.get("words"), "save.too_long"));
      return;
    }
    entry.flying = entry.edit;
    entry.ours.add(json);
    // JSON inside the message: half an emoji would break the wire's own encoding.
    try {
      this.model.send({ kind: "answer", key, edit: entry.edit, base: entry.base, after, json });
    } catch {
      // The kernel is gone: it is sent again until there is an answer.
      this.page.mark(this.name(key), "failed", say(this.model.get("words"), "save.no_answer"));
    }
  }

  sendAgain() {
    for (const [key, entry] of this.entries) {
      if (!entry.dirty || entry.timer || entry.held || !this.page.open || this.stays(entry)) continue;
      if (Date.now() - (entry.sent ?? 0) < AGAIN) continue;
      if (entry.flying !== null) {
        this.page.mark(this.name(key), "failed", say(this.model.get("words"), "save.no_answer"));
      }
      entry.flying = null;
      this.send(key);
    }
  }

  /** Everything typed before a workbook was open goes in now. */
  opened() {
    for (const [key, entry] of this.entries) {
      if (entry.dirty && !entry.held && !this.stays(entry)) {
        entry.flying = null;
        this.page.mark(this.name(key), "saving");
        this.send(key);
      }
    }
  }

  /** After a lost line: what was on its way may have been lost with it. */
  beginAnew() {
    for (const [key, entry] of this.entries) {
      entry.flying = null;
      // A workbook kept nowhere may be gone with its kernel: what it held is on this page alone.
      if (this.page.trying && entry.edit > 0 && entry.value !== null && !entry.dirty) {
        entry.dirty = true;
        entry.base = 0;
      }
      if (entry.dirty && !entry.held && !this.stays(entry)) this.send(key);
    }
  }

  /** A reply of the kernel about one answer; returns true if it was one. */
  receive(message) {
    if (!["saved", "failed", "changed", "unkept"].includes(message.kind)) return false;
    const { key } = message;
    const entry = this.entry(key);
    if (message.edit === entry.flying) entry.flying = null;
    if (message.kind === "saved") {
      entry.base = Math.max(entry.base, message.revision);
      if (message.edit === entry.edit) {
        entry.dirty = false;
        entry.ours.clear();
        this.page.mark(this.name(key), "saved");
        this.onSaved(key, message);
      } else if (!entry.timer) {
        this.send(key);
      }
    } else if (message.kind === "unkept") {
      // Another window has taken the asking back. What is here stays on the page.
      this.page.setKeeping(false);
      this.page.mark(this.name(key), "forgotten");
    } else if (message.kind === "failed") {
      if (message.edit === entry.edit) this.page.mark(this.name(key), "failed", message.words);
      else if (!entry.timer) this.send(key);
    } else if (entry.ours.has(JSON.stringify(JSON.parse(message.json)))) {
      // Our own earlier words, saved although their acknowledgement never came.
      entry.base = message.revision;
      this.send(key);
    } else if (!entry.held) {
      entry.held = true;
      entry.theirs = { value: JSON.parse(message.json), revision: message.revision };
      this.page.mark(this.name(key), "failed", say(this.model.get("words"), "save.changed"));
      this.onConflict(key, entry.theirs.value, entry.value);
    }
    return true;
  }

  /** The person chose between this page's version and the other one. */
  resolve(key, keepMine) {
    const entry = this.entry(key);
    entry.held = false;
    entry.base = entry.theirs.revision;
    if (keepMine) {
      this.change(key, entry.value, { now: true });
    } else {
      entry.value = entry.theirs.value;
      entry.dirty = false;
      this.page.mark(this.name(key), "forgotten");
    }
    return entry.value;
  }

  /** After a lock that nobody chose: what could not be saved then. */
  takeBack() {
    const aside = this.page.aside.get(this.page.code) ?? new Map();
    for (const [name, { key, entry }] of aside) {
      if (name !== this.name(key)) continue;
      aside.delete(name); // first: to mark it is a change, too
      if (!aside.size) this.page.aside.delete(this.page.code);
      this.entries.set(key, { ...entry, flying: null, timer: null, returned: true });
      this.page.mark(name, this.stays(entry) ? "forgotten" : "saving");
    }
  }

  /** Locked, or a record removed: nothing of it is seen any more in this page. */
  forget(keys = [...this.entries.keys()]) {
    for (const key of keys) {
      const entry = this.entries.get(key);
      if (entry?.dirty && this.page.puttingAside) this.page.putAside(this.name(key), key, entry);
      this.page.mark(this.name(key), "forgotten");
      clearTimeout(this.entries.get(key)?.timer);
      this.entries.delete(key);
    }
  }
}
