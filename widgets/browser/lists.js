// A list that a person writes: rows of a few columns, added, moved and removed by buttons.

const MOST_ROWS = 100;

/** What a control's value is in words, wherever it is read and not asked. */
function inWords(item, words, value) {
  if (value === null || value === undefined) return say(words, "form.unanswered");
  if (item.control === "list") return value.map((row) => rowInWords(item, words, row)).join("; ");
  if (item.control === "choice") return anchorAt(item.anchors, value) ?? String(value);
  if (item.control === "slider") return say(words, "form.value", { value, high: item.high });
  return value;
}

function rowInWords(item, words, row) {
  const given = item.columns.filter((column) => (row[column.key] ?? null) !== null);
  return given.map((column, place) => {
    const told = inWords(column, words, row[column.key]);
    return place === 0 && column.control === "line" ? told
      : say(words, "records.column", { label: column.label, value: told });
  }).join(", ");
}

/** Rows as a list of {column: value}; a row in which nothing is written counts for nothing. */
function listControl(item, words, onChange) {
  const id = fresh("list");
  const list = h("div", { className: "wb-rows" });
  const told = h("span", { role: "status" });
  const back = button(say(words, "records.put_back"), () => putBack(), { className: "wb-quiet", hidden: true });
  const add = button(item.add ?? say(words, "records.add"), () => {
    const row = insert({}, rows.length);
    told.textContent = say(words, "records.added", { place: rows.length });
    row.first().focus();
  });
  const compact = item.columns.length === 1 && item.columns[0].control === "line";
  let rows = [];
  let taken = null; // the row that was removed last, and where it stood
  let disabled = false;

  const tell = () => onChange(current());
  function current() {
    const written = rows.map((row) => row.read()).filter((row) => Object.values(row).some((value) => value !== null));
    return written.length ? written : null;
  }

  function makeRow(values) {
    const controls = new Map(item.columns.map((column) => {
      const made = control({ ...column, text: column.label }, words, tell);
      made.show(values[column.key] ?? null);
      made.disable(disabled);
      return [column.key, made];
    }));
    const number = h("span", { className: "wb-row-number", "aria-hidden": "true" });
    const tool = (name, sign, act) => button(sign, act, { className: "wb-tool", title: say(words, name) });
    const up = tool("records.up", "↑", () => move(row, -1, up, down));
    const down = tool("records.down", "↓", () => move(row, 1, down, up));
    const away = tool("records.remove_row", "×", () => remove(row));
    const element = h("div", { className: compact ? "wb-row wb-compact" : "wb-row", role: "group" },
      number,
      h("div", { className: "wb-columns" }, [...controls.values()].map((one) => one.element)),
      h("div", { className: "wb-tools" }, up, down, away));
    const row = {
      element, away,
      first: () => element.querySelector("input, textarea"),
      read: () => Object.fromEntries([...controls].map(([key, one]) => [key, one.value])),
      disable: (next) => controls.forEach((one) => one.disable(next)),
      place(index) {
        number.textContent = String(index + 1);
        const name = { place: index + 1, count: rows.length };
        element.setAttribute("aria-label", say(words, "records.row", name));
        up.setAttribute("aria-label", say(words, "records.up_this", name));
        down.setAttribute("aria-label", say(words, "records.down_this", name));
        away.setAttribute("aria-label", say(words, "records.remove_this_row", name));
        up.disabled = index === 0;
        down.disabled = index === rows.length - 1;
        up.parentElement.hidden = disabled;
      },
    };
    return row;
  }
  function settle() {
    rows.forEach((row, index) => row.place(index));
    const full = rows.length >= MOST_ROWS;
    add.hidden = disabled || full;
    if (full) told.textContent = say(words, "records.full", { count: MOST_ROWS });
  }
  function insert(values, index) {
    const row = makeRow(values);
    list.insertBefore(row.element, rows[index]?.element ?? null);
    rows.splice(index, 0, row);
    settle();
    return row;
  }
  function move(row, by, pressed, other) {
    const index = rows.indexOf(row);
    rows.splice(index, 1);
    rows.splice(index + by, 0, row);
    // The neighbour is moved around the row, so that the focus stays on the button in it.
    const neighbour = rows[index].element;
    if (by < 0) row.element.after(neighbour);
    else row.element.before(neighbour);
    settle();
    (pressed.disabled ? other : pressed).focus();
    told.textContent = say(words, "records.moved", { place: index + by + 1, count: rows.length });
    tell();
  }
  function remove(row) {
    const index = rows.indexOf(row);
    const values = row.read();
    rows.splice(index, 1);
    row.element.remove();
    settle();
    (rows[index] ?? rows[index - 1])?.away.focus();
    if (!rows.length) add.focus();
    const written = rowInWords(item, words, values);
    taken = written ? { values, index } : null;
    back.hidden = taken === null;
    told.textContent = written ? say(words, "records.row_removed", { row: written }) : "";
    tell();
  }
  function putBack() {
    const row = insert(taken.values, Math.min(taken.index, rows.length));
    forgetTaken();
    row.first().focus();
    tell();
  }
  function forgetTaken() {
    taken = null;
    back.hidden = true;
    told.textContent = "";
  }

  const element = h("fieldset", { className: "wb-question wb-list", "aria-describedby": item.hint ? `${id}-hint` : null },
    h("legend", {}, item.text),
    item.hint ? h("p", { className: "wb-hint", id: `${id}-hint` }, item.hint) : null,
    list, h("p", { className: "wb-list-told" }, told, back), add);
  const cells = (written) => JSON.stringify(written?.map((row) => item.columns.map(({ key }) => row[key] ?? null)));
  function show(next) {
    forgetTaken();
    // The same once more, after a lost line: the row that is written in stays in hand.
    if (rows.length && next && cells(next) === cells(current())) return;
    rows = [];
    list.replaceChildren();
    // One empty row to begin with: it is nothing until something is written in it.
    for (const values of next ?? [{}]) insert(values, rows.length);
    settle();
  }
  show(null);
  return {
    element, show,
    get value() { return current(); },
    disable(next) {
      disabled = next;
      for (const row of rows) row.disable(next);
      settle();
    },
  };
}

CONTROLS.list = listControl;
