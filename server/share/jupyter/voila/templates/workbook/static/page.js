// The page itself, before and without a kernel: leaving, placing the parts, letting the kernel go.

/** Move what a code cell made to its place in the text. Voilà's own script then draws it there. */
function workbookPlace(index) {
  const made = document.querySelector(`#made > [data-for="${index}"]`);
  const part = document.querySelector(`[data-part="${index}"]`);
  if (made && part) part.replaceChildren(...made.childNodes);
}

/** What the widgets know of unsaved words; nothing until they are there. */
const workbookPages = () => globalThis[Symbol.for("workbook.pages")];

// --- Leave: blank first, then a neutral page in this page's stead.
function workbookLeave(event) {
  event.preventDefault();
  const blank = document.createElement("div");
  blank.className = "blank";
  document.body.append(blank);
  document.title = "";
  const pages = workbookPages();
  if (pages) {
    pages.leaving = true;
    pages.flush();
  }
  sessionStorage.clear();
  location.replace(document.body.dataset.neutral);
}
document.addEventListener("DOMContentLoaded", () => {
  document.getElementById("leave").addEventListener("click", workbookLeave);
});
addEventListener("pageshow", (event) => event.persisted && location.reload());

// --- Voilà shuts the kernel down on "beforeunload", which also fires for a download and when a
// person then chooses to stay. The kernel goes when the page really goes.
addEventListener("beforeunload", (event) => {
  event.stopImmediatePropagation();
  workbookPages()?.holdBack(event);
});
addEventListener("pagehide", () => {
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent ?? "{}");
  if (!config.kernelId) return;
  const form = new FormData();
  form.append("_xsrf", document.cookie.match("\\b_xsrf=([^;]*)\\b")?.[1] ?? "");
  navigator.sendBeacon(`${config.baseUrl}voila/api/shutdown/${config.kernelId}`, form);
});
