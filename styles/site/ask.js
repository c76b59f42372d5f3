"use strict";
// The field on the start page hands its words to the page of everything that can be looked up: behind the #, which no
// browser sends to a server. Without a script the form is not there, and a link leads to that page.
(() => {
  const form = document.getElementById("ask");
  form.hidden = false;
  document.getElementById("ask-link").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`search.html#q=${encodeURIComponent(form.elements.q.value.trim())}`);
  });
})();
