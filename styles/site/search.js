"use strict";
// Hides what was not asked for. The list is the page itself; nothing is loaded, sent or stored. Besides what an entry
// shows, words lie beside it that nobody sees or hears. What was asked on another page is told with its words, and told
// where the keyboard is: somebody who listens has seen no list grow shorter.
(() => {
  const form = document.getElementById("ask");
  const field = form.elements.q;
  const told = document.getElementById("found");
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  const entries = [...document.querySelectorAll("[data-entry]")].map((item) => ({
    item,
    words: fold(`${item.textContent} ${item.dataset.words || ""}`),
  }));
  const groups = [...document.querySelectorAll("[data-group]")];
  let waiting = 0;

  const say = (count) => {
    told.textContent = count < 0 ? "" : count ? told.dataset.some.replace("{count}", count) : told.dataset.none;
  };

  // The words stand in the field: only who listens needs them here, and on small screens they would move the list.
  const sayWithWords = (count) => {
    say(count);
    if (count >= 0) {
      const words = document.createElement("span");
      words.className = "heard";
      words.textContent = `${told.dataset.asked.replace("{words}", () => field.value.trim())} `;
      told.prepend(words);
    }
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
    return asked.length ? count : -1;
  };

  const arrive = () => {
    const asked = new URLSearchParams(location.hash.slice(1)).get("q");
    if (asked !== null) {
      field.value = asked;
      const count = look();
      sayWithWords(count);
      if (count >= 0) {
        told.focus({ preventScroll: true });
      }
    }
  };

  form.hidden = false;
  field.addEventListener("input", () => {
    const count = look();
    waiting = setTimeout(say, 250, count);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const count = look();
    if (count > 0) {
      say(count);
      document.querySelector("[data-entry]:not([hidden]) a").focus();
    } else if (count === 0) {
      // What stands there already is heard only if it goes and comes again.
      told.textContent = "\u00a0";
      waiting = setTimeout(sayWithWords, 150, count);
    }
  });
  addEventListener("hashchange", arrive);
  arrive();
})();
