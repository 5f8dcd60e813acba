// A practice that is written: one record open at a time, saved by itself, and the earlier ones.

const FIRST_WORDS = 60; // letters of a record that its place in the list shows

/** What a record begins with, to know it by: its first text, or what the rows of a list are called. */
function firstWords(body, fields, words) {
  const written = (field) => {
    const value = body.fields[field.key];
    if (!given(value)) return "";
    if (field.control !== "list") return ["line", "text"].includes(field.control) ? value : "";
    const { key } = field.columns.find((column) => column.control === "line") ?? field.columns[0];
    return value.map((row) => row[key]).filter(given).join(", ");
  };
  const first = fields.map((field) => written(field).trim()).find((text) => text);
  const letters = [...(first ?? say(words, "records.nothing")).split("\n")[0]];
  return letters.length > FIRST_WORDS ? `${letters.slice(0, FIRST_WORDS).join("").trimEnd()}…` : letters.join("");
}

/** The list of records; `act.open(id)` and `act.remove(id)` are what its buttons do. */
function recordList(spec, words, act) {
  const items = new Map(); // id -> {element, show}
  const list = h("ol", { className: "wb-records" });
  const told = h("p", { role: "status", className: "wb-told" });
  const again = button(say(words, "records.new", spec), () => act.renew());
  const heading = h("h4", {}, say(words, "records.earlier"));
  const element = h("div", { className: "wb-shelf" }, heading, list, told, again);

  function makeItem(id) {
    const title = h("span", { className: "wb-record-words", dir: "auto" });
    const open = button(say(words, "records.open"), () => act.open(id), { className: "wb-quiet" });
    const remove = button(say(words, "records.remove"), () => ask(1), { className: "wb-quiet" });
    const here = h("span", { className: "wb-hint" }, say(words, "records.open_now"));
    const tools = h("span", { className: "wb-record-tools" }, here, open, remove);
    const question = h("div", { className: "wb-ask", role: "group", hidden: true });
    let named = {};
    function ask(step) {
      const text = step === 1 ? say(words, "records.ask", named) : say(words, "records.ask_again");
      const yes = step === 1
        ? button(say(words, "records.yes"), () => ask(2))
        : button(say(words, "records.yes_again"), () => {
          question.replaceChildren(h("p", { role: "status" }, say(words, "records.removing")));
          act.remove(id);
        });
      const no = button(say(words, "records.keep_it"), () => unask(), { className: "wb-quiet" });
      const line = h("p", { id: fresh("ask") }, text);
      question.setAttribute("aria-labelledby", line.id);
      question.replaceChildren(line, yes, no);
      question.hidden = false;
      tools.hidden = true;
      no.focus(); // the careful answer is the one that Enter gives
    }
    function unask() {
      question.hidden = true;
      tools.hidden = false;
      remove.focus();
    }
    return {
      element: h("li", {}, title, tools, question),
      unask,
      focus: () => (open.hidden ? remove : open).focus(),
      show(entry, isOpen) {
        named = { date: entry.date, words: firstWords(entry.body, spec.fields, words) };
        title.textContent = say(words, "records.entry", named);
        open.setAttribute("aria-label", say(words, "records.open_this", named));
        remove.setAttribute("aria-label", say(words, "records.remove_this", named));
        open.hidden = isOpen;
        here.hidden = !isOpen;
      },
    };
  }
  return {
    element,
    /** Show the entries, the latest first. What is there already stays, and so does the focus in it. */
    show(entries, openId, sheetOpen) {
      for (const [id, item] of items) {
        if (entries.has(id)) continue;
        item.element.remove();
        items.delete(id);
      }
      for (const [id, entry] of entries) {
        if (!items.has(id)) {
          items.set(id, makeItem(id));
          list.prepend(items.get(id).element);
        }
        items.get(id).show(entry, sheetOpen && id === openId);
      }
      heading.hidden = !entries.size;
      again.hidden = sheetOpen && !entries.has(openId);
      element.hidden = !entries.size && again.hidden && !told.textContent;
    },
    tell(text) {
      told.textContent = text;
    },
    /** After a removal: to the record that took its place, or to where a new one begins. */
    removed(id, entries) {
      const ids = [...entries.keys()].reverse();
      const next = items.get(ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1]);
      return () => (next ? next.focus() : again.focus());
    },
    unask: (id) => items.get(id)?.unask(),
    focus: () => again.focus(),
  };
}

/** One record's form: a rating, the fields and their drawing, a rating. */
function recordSheet(spec, words, onChange, onDone) {
  const heading = h("h4", { tabIndex: -1 }, say(words, "records.form", spec));
  const notice = h("p", { className: "wb-hint", role: "status" });
  let body = null;
  const change = (next, now) => {
    body = next;
    notice.textContent = finish.textContent = "";
    onChange(body, now);
  };
  const rating = (moment) => momentControl(moment, spec, words, (value) => change({ ...body, [moment]: value }, true));
  const moments = { before: rating("before"), after: rating("after") };
  const drawn = spec.fields.find((field) => field.key === spec.drawn);
  const drawing = drawn ? drawingOf(spec.drawing, drawn, words) : null;
  const controls = new Map(spec.fields.map((field) => [field.key, control(field, words, (value) => {
    change({ ...body, fields: { ...body.fields, [field.key]: value } }, ["slider", "choice"].includes(field.control));
    if (field === drawn) drawing.show(value);
  })]));
  const conflict = h("div", { className: "wb-conflict", role: "alert", hidden: true });
  const finish = h("p", { className: "wb-told", role: "status" });
  const element = h("div", { className: "wb-sheet" }, heading, notice, conflict,
    moments.before.element,
    spec.fields.flatMap((field) => [controls.get(field.key).element, ...(field === drawn ? [drawing.element] : [])]),
    moments.after.element,
    h("div", { className: "wb-actions" }, button(say(words, "records.done"), onDone, { className: "wb-button wb-main" })), finish);

  function items(theirs) {
    const all = [
      [say(words, "practice.before", spec), theirs.before, String],
      ...spec.fields.map((field) => [field.text, theirs.fields[field.key], (value) => inWords(field, words, value)]),
      [say(words, "practice.after", spec), theirs.after, String],
    ];
    return all.filter(([, value]) => given(value)).map(([label, value, tell]) =>
      h("li", { dir: "auto" }, say(words, "records.conflict_item", { label, value: tell(value) })));
  }
  return {
    element,
    dispose: () => drawing?.dispose(),
    show(next, told = "") {
      body = next;
      notice.textContent = told;
      finish.textContent = "";
      conflict.hidden = true;
      for (const [moment, one] of Object.entries(moments)) one.show(body[moment]);
      for (const [key, one] of controls) one.show(body.fields[key]);
      drawing?.show(body.fields[spec.drawn]);
    },
    focus: () => heading.focus(),
    tell(text) {
      finish.textContent = text;
    },
    /** Another window's version beside this one; null if it was removed there. */
    part(theirs, choose) {
      const pick = (label, keepMine) => button(say(words, label), () => choose(keepMine));
      conflict.replaceChildren(
        h("p", {}, say(words, theirs ? "records.conflict" : "records.gone")),
        ...(theirs ? [h("blockquote", {}, h("ul", {}, items(theirs)))] : []),
        pick("records.keep_mine", true), pick(theirs ? "records.take_theirs" : "records.let_go", false));
      conflict.hidden = false;
    },
  };
}

function render({ model, el }) {
  const words = model.get("words");
  const spec = model.get("spec");
  const blank = () => ({
    before: null, after: null, fields: Object.fromEntries(spec.fields.map((field) => [field.key, null])),
  });
  let entries = new Map(); // id -> {date, at, revision, body}, as they are on disk
  let id = newId();
  let sheetOpen = true;
  let closing = null; // the id that is put away once it is saved
  const gone = new Set(); // ids removed on this page: late replies about them mean nothing

  const saver = new Saver(model, {
    onSaved: (key, message) => {
      entries.set(key, { date: message.date, at: message.at, revision: message.revision, body: saver.entry(key).value });
      if (key === closing && key === id) finish();
      else list();
    },
    onConflict: (key, theirs, mine) => {
      if (key !== id || !sheetOpen) turnTo(key, mine);
      sheet.part(theirs, (keepMine) => settle(key, keepMine));
    },
  });
  const sheet = recordSheet(spec, words, (body, now) => {
    closing = null;
    saver.change(id, body, { now });
  }, done);
  const shelf = recordList(spec, words, { open, remove, renew });
  const times = overTime(spec, words, ratingColumns(words));

  function list() {
    shelf.show(entries, id, sheetOpen);
    times.show([...entries.values()]);
  }
  /** A record is put away once it is saved; one that can't be saved just now stays in view. */
  function done() {
    if (!saver.isDirty(id)) {
      finish();
      return;
    }
    closing = id;
    saver.flush();
    sheet.tell(spec.finish);
  }
  function finish() {
    close(spec.finish);
    shelf.focus();
  }
  function turnTo(next, body, told) {
    id = next;
    closing = null;
    sheetOpen = true;
    sheet.element.hidden = false;
    sheet.show(body, told);
    shelf.tell("");
    list();
  }
  function open(next) {
    const entry = entries.get(next);
    const mine = saver.isDirty(next);
    if (!mine) saver.known(next, entry.revision);
    turnTo(next, mine ? saver.entry(next).value : entry.body, say(words, "records.opened", entry));
    sheet.focus();
  }
  function renew() {
    turnTo(newId(), blank(), say(words, "records.begun", spec));
    sheet.focus();
  }
  function close(told) {
    sheetOpen = false;
    closing = null;
    id = newId();
    sheet.show(blank());
    sheet.element.hidden = true;
    shelf.tell(told);
    list();
  }
  function settle(key, keepMine) {
    const body = saver.resolve(key, keepMine);
    if (body === null) {
      letGo(key);
      shelf.focus();
      return;
    }
    const entry = entries.get(key);
    if (!keepMine) entries.set(key, { ...entry, revision: saver.entry(key).base, body });
    turnTo(key, body);
    sheet.focus();
  }
  function remove(key) {
    saver.flush();
    try {
      model.send({ kind: "remove", key });
    } catch {
      stays(key, say(words, "save.no_answer"));
    }
  }
  function stays(key, why) {
    shelf.unask(key);
    shelf.tell(say(words, "records.not_removed", { why }));
  }
  function letGo(key) {
    gone.add(key);
    saver.forget([key]);
    entries.delete(key);
    if (key === id) close(say(words, "records.removed"));
    else {
      shelf.tell(say(words, "records.removed"));
      list();
    }
  }

  hostOf(el, model);
  el.append(h("section", { className: "wb-practice wb-written", "aria-label": spec.title },
    h("h3", {}, spec.title), h("p", {}, spec.introduction), shelf.element, sheet.element, times.element));
  sheet.show(blank());
  list();

  function fill(told) {
    // After a lost line, records that a new kernel doesn't know yet keep their place: they are sent again.
    const known = new Set(told.map((entry) => entry.id));
    const ours = [...entries].filter(([key]) => saver.isDirty(key) && !known.has(key));
    entries = new Map([...told.map((entry) => [entry.id, entry]), ...ours]);
    // What was written before a workbook was open, or is still on its way, stays in front.
    if (!saver.isDirty(id)) {
      const entry = entries.get(id);
      if (entry) {
        saver.known(id, entry.revision);
        sheet.show(entry.body, say(words, "records.opened", entry));
      } else if (entries.size) {
        close("");
      }
    }
    list();
    saver.opened();
  }
  const onMessage = (message) => {
    if (gone.has(message.key)) return;
    if (message.kind === "fill") {
      fill(JSON.parse(message.json).entries);
    } else if (message.kind === "removed") {
      const refocus = shelf.removed(message.key, entries);
      letGo(message.key);
      refocus();
    } else if (message.kind === "not_removed") {
      stays(message.key, message.words);
    } else if (message.kind === "empty") {
      saver.forget();
      entries = new Map();
      turnTo(newId(), blank());
    } else {
      saver.receive(message);
    }
  };
  model.on("msg:custom", onMessage);
  model.send({ kind: "ready" });
  return () => {
    model.off("msg:custom", onMessage);
    sheet.dispose();
    times.dispose();
    saver.dispose();
  };
}

export default { render };
