// Follows the press. What changed in the text is exchanged in place, so that the reader's place stays.
"use strict";
const one = (id) => document.getElementById(id);
const BLOCKS = "p, li, h1, h2, h3, td, th, caption, figure, dt, dd";
let [front, back] = document.querySelectorAll("iframe.text");
let shown = 0, wanted = 0, loading = false, pdf = 0, pages = {}, latest = null, styled = null;

const place = (page) => {                       // the last heading above the upper edge, and how far it is above
  const heads = [...page.querySelectorAll("h2[id]")].filter((head) => head.getBoundingClientRect().top <= 40);
  const head = heads.at(-1);
  return { id: head?.id, off: head ? head.getBoundingClientRect().top : 0, y: page.defaultView.scrollY };
};

const alike = (old, now) => old.nodeType === 1 && now.nodeType === 1 && old.tagName === now.tagName
  && old.childNodes.length === now.childNodes.length && old.cloneNode(false).isEqualNode(now.cloneNode(false));

const patch = (old, now) => {                   // only what differs is laid out anew, and nothing moves
  if (old.isEqualNode(now)) return;
  if (alike(old, now) && !old.matches(BLOCKS) && !old.matches("svg")) {
    [...old.childNodes].forEach((child, place) => patch(child, now.childNodes[place]));
    return;
  }
  const made = old.ownerDocument.importNode(now, true);
  old.replaceWith(made);
  if (made.nodeType === 1) made.classList.add("fresh");
};

const calm = (page) => page.querySelectorAll(".fresh").forEach((block) => {
  block.classList.remove("fresh");
  if (!block.classList.length) block.removeAttribute("class");
});

const done = (version) => {
  shown = version; loading = false;
  document.body.dataset.shown = version;
  document.body.dataset.at = performance.timeOrigin + performance.now();
  setTimeout(() => calm(front.contentDocument), 2500);
  load();
};

const load = () => {
  if (loading || wanted === shown) return;
  loading = true;
  const version = wanted, sheets = latest.sheets;
  if (!shown || sheets !== styled) { styled = sheets; reload(version); return; }
  fetch(`/preview?v=${version}`).then((answer) => answer.text()).then((html) => {
    const now = new DOMParser().parseFromString(html, "text/html"), page = front.contentDocument;
    calm(page);
    patch(page.body, now.body);
    done(version);
  }).catch(() => { loading = false; });
};

const reload = (version) => {                   // a style sheet changed: loaded out of sight, then shown
  back.onload = () => {
    const old = front.contentDocument, page = back.contentDocument;
    page.addEventListener("click", follow);
    if (shown) {
      const kept = place(old), view = page.defaultView;
      const head = kept.id && page.getElementById(kept.id);
      view.scrollTo(0, head ? head.getBoundingClientRect().top + view.scrollY - kept.off : kept.y);
    }
    back.hidden = false; front.hidden = true;
    if (document.activeElement === front) back.focus();
    [front, back] = [back, front];
    front.title = "Preview of the text"; back.title = "Preview of the text, being changed";
    done(version);
  };
  back.src = `/preview?v=${version}`;
};

const follow = (event) => {                     // inside the page a link works; nothing leads out of it
  const link = event.target.closest("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
};

const line = (problem) => {
  const row = document.createElement("li");
  row.className = problem.severity;
  for (const [name, said] of [["kind", problem.severity === "error" ? "Error " : "Warning "], ["said", problem.message],
                              ["place", `${problem.place} [${problem.code}]`], ["hint", problem.hint]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = said;
    row.append(part);
  }
  return row;
};

const tell = (news) => {
  const count = news.problems.length, errors = news.problems.filter((one) => one.severity === "error").length;
  const found = news.checked ? `${errors} errors, ${count - errors} warnings` : `${count} found so far, checking …`;
  one("state").textContent = news.current
    ? `Saved ${news.version - 1} times, text made in ${Math.round(news.seconds * 1000)} ms; ${found}`
    : `This save cannot be shown: the text below is older. ${found}`;
  document.body.classList.toggle("stale", !news.current);
  one("problems").replaceChildren(...news.problems.map(line));
  one("title").textContent = news.title || "Preview";
  document.title = `${news.current ? "" : "▲ "}${news.title || "Preview"}`;
  document.body.dataset.version = news.version;
  document.body.dataset.checked = news.checked ? news.version : "";
};

const show = (asPages) => {
  one("as-text").setAttribute("aria-pressed", String(!asPages));
  one("as-pages").setAttribute("aria-pressed", String(asPages));
  one("pages").hidden = !asPages;
  if (asPages && one("pages").dataset.pdf !== String(pdf)) {
    one("pages").dataset.pdf = pdf;
    one("pages").src = `/pages.pdf?v=${pdf}#page=${pages[place(front.contentDocument).id] || 1}`;
  }
};
one("as-text").onclick = () => show(false);
one("as-pages").onclick = () => { one("pages").dataset.pdf = ""; show(true); };

const events = new EventSource("/events");
events.onmessage = (event) => {
  const news = JSON.parse(event.data);
  latest = news;
  tell(news);
  if (news.title && news.current && news.version) { wanted = news.version; load(); }
  if (news.pdf !== pdf) {
    pdf = news.pdf; pages = news.pages;
    one("as-pages").disabled = !pdf;
    document.body.dataset.pdf = pdf;
    if (!one("pages").hidden) show(true);
  }
  one("as-pages").textContent = pdf && pdf !== news.version ? "Pages, of an earlier save" : "Pages, as printed";
};
events.onerror = () => { one("state").textContent = "The press has stopped: start watch again"; document.body.classList.add("stale"); };
