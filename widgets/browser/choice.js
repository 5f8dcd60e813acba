// Choosing one country in a list that can be read without it. For the page without a kernel, too.

/** Show the chosen country alone; nothing is remembered, and nothing is sent anywhere. */
function chooseCountry(list) {
  const select = list.querySelector("select");
  select.addEventListener("change", () => {
    for (const entry of list.querySelectorAll("[data-country]")) {
      const chosen = entry.dataset.country === select.value;
      entry.hidden = select.value !== "" && !chosen;
      entry.open = chosen;
    }
  });
  select.parentElement.hidden = false;
}
