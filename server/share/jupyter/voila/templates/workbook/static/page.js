// The page: hosts its parts, holds the line to its kernel, and says when that is lost.
//
// Parts are anywidget modules. Here they have a host of their own instead of JupyterLab's widget
// manager: what a part shows to everyone stands in the page, so it works before its kernel speaks.

const { base, files, page } = document.body.dataset;
const words = (name) => document.getElementById("line").dataset[name];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// --- The line to the kernel

const PING = 2000; // milliseconds between two signs of life, while the page is looked at
const SILENCE = 2400; // without an answer to one: the line is lost
const PAUSES = [250, 500, 1000, 2000, 4000]; // between tries to get it back; the last one repeats
const SHOWN = 6000; // how long it is said that the line is back

class Line extends EventTarget {
  constructor(kernel) {
    super();
    this.kernel = kernel;
    this.waiting = []; // what is said before the line is open for the first time
    this.left = false;
    this.connect();
    setInterval(() => this.listen(), PING);
    addEventListener("offline", () => this.lose());
    addEventListener("online", () => this.listen());
    document.addEventListener("visibilitychange", () => this.listen());
  }

  connect() {
    const address = new URL(`${base}api/kernels/${this.kernel}/channels`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => socket === this.socket && this.opened();
    // A line that was lost and doesn't open again is looked for again.
    socket.onclose = () => socket === this.socket && (this.lost ? this.find() : this.lose());
    socket.onmessage = ({ data }) => socket === this.socket && this.hear(data);
    this.socket = socket;
    this.asked = null;
  }

  opened() {
    if (this.lost) {
      // The kernel may be another one, which knows nothing yet: each part begins anew with it.
      this.lost = false;
      this.tell("back");
      this.dispatchEvent(new Event("renewed"));
    }
    for (const text of this.waiting.splice(0)) this.socket.send(text);
  }

  send(text) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(text);
    else if (!this.lost) this.waiting.push(text);
    // On a lost line nothing is kept here: what isn't saved, the parts send again.
  }

  hear(data) {
    this.asked = null;
    if (data !== "pong") this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** Ask for a sign of life, and give the line up if the last one was never answered. */
  listen() {
    if (this.lost || document.hidden) {
      this.asked = null;
      return;
    }
    if (this.asked !== null) return;
    const asked = (this.asked = performance.now());
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send("ping");
    setTimeout(() => this.asked === asked && this.lose(), SILENCE);
  }

  lose() {
    if (this.lost || this.left) return;
    this.lost = true;
    this.waiting = [];
    const { socket } = this;
    this.socket = null; // what it still says is not ours any more
    socket.close();
    this.tell("lost");
    this.find();
  }

  /** Ask for the kernel, or another one, until there is one to talk to. */
  async find() {
    for (let tries = 0; this.lost && !this.left; tries += 1) {
      try {
        const answer = await fetch(`${base}api/kernels`, {
          method: "POST",
          body: JSON.stringify({ page, id: this.kernel }),
          signal: AbortSignal.timeout(5000),
        });
        if (answer.ok) {
          this.kernel = (await answer.json()).id;
          this.connect();
          return;
        }
        this.tell(answer.status === 503 ? "full" : "lost");
      } catch {
        // No answer at all: the server, or the way to it, isn't there yet.
      }
      await wait(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    }
  }

  tell(what) {
    const banner = document.getElementById("line");
    clearTimeout(this.shown);
    banner.dataset.state = what;
    if (banner.textContent !== words(what)) banner.textContent = words(what);
    banner.hidden = false;
    if (what === "back") this.shown = setTimeout(() => (banner.hidden = true), SHOWN);
  }

  /** The page goes for good: its kernel may go, too. */
  goodbye() {
    if (this.left) return;
    this.left = true;
    navigator.sendBeacon(`${base}api/kernels/${this.kernel}/goodbye`);
  }
}

// --- The parts

/** What a part's script gets of its widget: Jupyter's widget protocol, as far as parts use it. */
class Model {
  constructor(line, { id, state }, spoken) {
    this.line = line;
    this.model_id = id;
    this.state = { ...state, words: Object.fromEntries(state.words.map((group) => [group, spoken[group]])) };
    this.callbacks = new Map();
  }

  get(name) {
    return this.state[name];
  }

  on(event, callback) {
    if (!this.callbacks.has(event)) this.callbacks.set(event, new Set());
    this.callbacks.get(event).add(callback);
  }

  off(event, callback) {
    this.callbacks.get(event)?.delete(callback);
  }

  tell(event, ...details) {
    for (const callback of [...(this.callbacks.get(event) ?? [])]) callback(...details);
  }

  send(content) {
    this.line.send(JSON.stringify({
      header: { msg_id: crypto.randomUUID?.() ?? String(Math.random()), msg_type: "comm_msg", version: "5.4" },
      parent_header: {},
      metadata: {},
      channel: "shell",
      content: { comm_id: this.model_id, data: { method: "custom", content } },
    }));
  }
}

/** A message of Jupyter's websocket: JSON, or JSON with pieces of bytes behind it. */
function decode(data) {
  if (typeof data === "string") return { ...JSON.parse(data), buffers: [] };
  const view = new DataView(data);
  const count = view.getUint32(0);
  const offsets = Array.from({ length: count }, (_, place) => view.getUint32(4 * (place + 1)));
  const [text, ...buffers] = offsets.map((start, place) => new DataView(data.slice(start, offsets[place + 1])));
  return { ...JSON.parse(new TextDecoder().decode(text)), buffers };
}

async function host(made, line) {
  const models = new Map(made.parts.map((part) => [part.id, new Model(line, part, made.words)]));
  line.addEventListener("message", ({ data }) => {
    const { content, buffers } = decode(data);
    if (content.data?.method === "custom") models.get(content.comm_id)?.tell("msg:custom", content.data.content, buffers);
  });
  line.addEventListener("renewed", () => {
    for (const model of models.values()) model.tell("renewed");
  });
  const modules = await Promise.allSettled(made.parts.map(({ script }) => import(`${files}${script}`)));
  for (const [place, part] of made.parts.entries()) {
    const cell = document.querySelector(`[data-cell="${part.cell}"]`);
    cell.querySelector(".preparing")?.remove();
    const element = cell.appendChild(document.createElement("div"));
    try {
      if (modules[place].status === "rejected") throw modules[place].reason;
      const { initialize, render } = modules[place].value.default;
      const model = models.get(part.id);
      initialize?.({ model });
      render({ model, el: element });
    } catch (error) {
      console.error(error);
      element.className = "trouble";
      element.textContent = cell.dataset.trouble;
    }
  }
}

const made = document.getElementById("made");
if (made) {
  const line = new Line(document.body.dataset.kernel);
  host(JSON.parse(made.textContent), line);
  // After the widgets' own listeners, which send what is still to be saved.
  addEventListener("pagehide", () => line.goodbye());
  addEventListener("goodbye", (event) => {
    event.preventDefault(); // so leave.js needn't
    line.goodbye();
  });
} else {
  // Nothing is open on this page, but the key may lie in its tab: another tab can have it forgotten.
  new BroadcastChannel("notes").onmessage = ({ data: { kind, code } }) => {
    const { code: ours } = JSON.parse(sessionStorage.getItem("notes") ?? "{}");
    if (kind === "forget" || (kind === "lock" && code === ours)) sessionStorage.removeItem("notes");
  };
}
