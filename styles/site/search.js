"use strict";
// Hides what was not asked for. The list is the page itself; nothing is loaded, sent or stored.
(() => {
  const form = document.getElementById("ask");
  const field = form.elements.q;
  const told = document.getElementById("found");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const entries = [...document.querySelectorAll("[data-entry]")].map((item) => ({ item, words: fold(item.textContent) }));
  const groups = [...document.querySelectorAll("[data-group]")];
  let waiting = 0;

  const say = (count) => {
    told.textContent = count < 0 ? "" : count ? told.dataset.some.replace("{count}", count) : told.dataset.none;
  };

  const look = () => {
    const asked = fold(field.value).split(" ").filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const found = asked.every((word) => entry.words.includes(word));
      entry.item.hidden = !found;
      count += found;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-entry]:not([hidden])");
    }
    clearTimeout(waiting);
    waiting = setTimeout(say, 250, asked.length ? count : -1);
    return asked.length ? count : 0;
  };

  const arrive = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get("q");
    if (asked !== null) {
      field.value = asked;
      look();
    }
  };

  form.hidden = false;
  field.addEventListener("input", look);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (look()) {
      document.querySelector("[data-entry]:not([hidden]) a").focus();
    }
  });
  addEventListener("hashchange", arrive);
  arrive();
})();
