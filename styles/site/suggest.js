"use strict";
// Points at the languages that the browser asks for. Nothing is remembered, and nobody is led anywhere.
(() => {
  const notes = [...document.querySelectorAll(".suggested")];
  const main = (tag) => tag.toLowerCase().split("-")[0];
  for (const wanted of navigator.languages || []) {
    const exact = notes.find((note) => note.dataset.for.toLowerCase() === wanted.toLowerCase());
    const found = exact || notes.find((note) => main(note.dataset.for) === main(wanted));
    if (found) {
      found.hidden = false;
      return;
    }
  }
})();
