// Locking: by hand, after a quiet time, or because a tab with the same workbook was locked or left.
// The key stays in this tab's sessionStorage and goes to the kernel over the page's own connection.

const KEPT = "notes"; // a neutral name, also of the tabs' channel: storage can be looked at
const LOOK = 5000; // milliseconds between two looks at the time, and between two signs to other tabs
const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchstart"];
const LAST = 3000; // what is typed gets this long to be saved

const kept = () => JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
const keep = (value) =>
  value ? sessionStorage.setItem(KEPT, JSON.stringify(value)) : sessionStorage.removeItem(KEPT);

/** What locks a page, whether its desk is in view or not: JupyterLab draws only the cells that are. */
class Lock extends EventTarget {
  constructor(model, page) {
    super();
    Object.assign(this, { model, page });
    this.limit = model.get("spec").lock_after * 60_000;
    this.locking = null; // "lock" or "finish", until the kernel has done it
    this.why = null; // what to say of the last lock
    this.last = this.told = Date.now();
    this.channel = new BroadcastChannel(KEPT);
    this.channel.onmessage = ({ data }) => this.hear(data);
    this.sign = () => this.look() || this.renew();
    for (const sign of SIGNS) addEventListener(sign, this.sign, { capture: true, passive: true });
    this.timer = setInterval(() => this.look(), LOOK);
    this.onMessage = (message) => this.answer(message);
    model.on("msg:custom", this.onMessage);
    this.onLeave = () => this.channel.postMessage({ kind: "lock", code: page.code });
    page.addEventListener("leave", this.onLeave);
  }

  dispose() {
    this.model.off("msg:custom", this.onMessage);
    this.page.removeEventListener("leave", this.onLeave);
    for (const sign of SIGNS) removeEventListener(sign, this.sign, { capture: true });
    clearInterval(this.timer);
    this.channel.close();
  }

  /** Greet the kernel with what this tab has open, unless that was left lying for too long. */
  hello() {
    if (this.locking) {
      this.model.send({ kind: this.locking }); // the kernel may have missed it
      return;
    }
    const stored = kept();
    if (stored && Date.now() - stored.at >= this.limit) {
      keep(null);
      this.why = stored.trying ? "quiet_trying" : "quiet";
    }
    this.model.send({ kind: "hello", ...(kept() ?? {}), offset: offset() });
  }

  answer(message) {
    if (message.kind === "opened") {
      if (this.locking || globalThis[PAGES].leaving) return; // too late
      const at = (this.last = Date.now());
      keep(message.trying ? { trying: true, at } : { code: message.code, key: message.key, at });
      this.why = null;
      this.page.trying = message.trying;
      this.page.setOpen(true, message.code ?? null);
    } else if (message.kind === "locked") {
      if (message.forget) keep(null);
      this.locking = null;
      this.page.trying = false;
      this.page.setOpen(false);
      this.page.setDark(false);
    }
  }

  hear({ kind, code }) {
    if (kind === "forget") this.forget();
    else if (!this.page.open || !code || code !== this.page.code) return;
    else if (kind === "here") this.renew(false);
    else this.unasked("elsewhere");
  }

  /** Somebody is here: in this tab, or in another one with the same workbook. */
  renew(tell = true) {
    const now = (this.last = Date.now());
    if (!this.page.open || this.locking || now - this.told < LOOK) return;
    this.told = now;
    if (kept()) keep({ ...kept(), at: now });
    if (tell) this.channel.postMessage({ kind: "here", code: this.page.code });
  }

  /** Lock if it has been quiet for too long: also on the first sign after a laptop's sleep. */
  look() {
    if (!this.page.open || this.locking || Date.now() - this.last < this.limit) return false;
    this.channel.postMessage({ kind: "lock", code: this.page.code });
    this.unasked(this.page.trying ? "quiet_trying" : "quiet");
    return true;
  }

  /** Lock without anybody's asking: what can't be saved is put aside, unseen. */
  async unasked(why) {
    if (this.locking) return;
    this.begin("lock", why);
    if (!this.page.trying) await this.page.settled(LAST);
    this.page.puttingAside = this.page.code !== null;
    this.model.send({ kind: "lock" });
  }

  /** Lock by hand, in every tab of the workbook; what isn't saved by now is lost. */
  now(how) {
    this.channel.postMessage({ kind: "lock", code: this.page.code });
    this.begin(how, null);
    this.model.send({ kind: how });
  }

  begin(how, why) {
    this.locking = how;
    this.why = why;
    keep(null);
    this.page.setDark(true);
    this.dispatchEvent(new Event("change"));
  }

  /** Leave nothing in this tab; what could not be saved in time goes, too. */
  async forget() {
    if (this.page.open && !this.page.trying) await this.page.settled(LAST);
    if (this.page.open) this.begin("lock", null);
    if (this.page.open) this.model.send({ kind: "lock" });
    this.page.aside.clear();
    sessionStorage.clear();
  }

  /** Forget in every tab, and have the server end its cookies; resolves to whether it did. */
  async forgetAll(address) {
    this.channel.postMessage({ kind: "forget" });
    await this.forget();
    try {
      return (await fetch(address, { method: "POST" })).ok;
    } catch {
      return false;
    }
  }
}
