
"use strict";
// The page is whole without this; here it gets filters, keys and cards that open and close. Nothing is stored or sent.
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = all(".card");
  const filters = document.getElementById("filters");
  const shown = document.getElementById("shown");
  /** The marks and numbers of each finding. */
  const marks = new Map(cards.map((card) => [card.dataset.f, []]));
  for (const mark of all("mark[data-f], .ref[data-f]")) marks.get(mark.dataset.f)?.push(mark);
  const byNumber = new Map(cards.map((card) => [card.dataset.f, card]));
  const severity = (card) => ["error", "warning", "note"].find((name) => card.classList.contains(name));
  let current = null;

  /** Makes a card the current one; `open` also opens it, `focus` moves the keyboard there. */
  const choose = (card, { open = false, focus = true } = {}) => {
    if (current) for (const one of [current, ...marks.get(current.dataset.f)]) one.classList.remove("current");
    current = card;
    for (const one of [card, ...marks.get(card.dataset.f)]) one.classList.add("current");
    if (open) card.open = true;
    if (focus) card.querySelector("summary").focus({ preventScroll: true });
    const place = marks.get(card.dataset.f)[0];
    (place && place.offsetParent ? place : card).scrollIntoView({ block: "nearest" });
    card.scrollIntoView({ block: "nearest" });
  };

  const step = (by) => {
    const visible = cards.filter((card) => !card.hidden);
    if (visible.length === 0) return;
    const from = visible.indexOf(current);
    const next = from < 0 ? (by > 0 ? 0 : visible.length - 1) : from + by;
    choose(visible[(next + visible.length) % visible.length]);
  };

  const close = () => {
    const menu = filters?.querySelector("details[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (current) {
      current.open = false;
      current.querySelector("summary").focus({ preventScroll: true });
    }
  };

  const chosen = (name) => new Set(all(`input[name="${name}"]:checked`, filters).map((input) => input.value));

  /** Shows what the filters leave, and says how much that is everywhere. */
  const filter = () => {
    const wanted = { severity: chosen("severity"), rule: chosen("rule") };
    const counts = { severity: new Map(), rule: new Map() };
    const stories = new Map();
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    let visible = 0;
    for (const card of cards) {
      const fits = { severity: wanted.severity.has(severity(card)), rule: wanted.rule.has(card.dataset.rule) };
      if (fits.rule) add(counts.severity, severity(card));
      if (fits.severity) add(counts.rule, card.dataset.rule);
      card.hidden = !(fits.severity && fits.rule);
      for (const mark of marks.get(card.dataset.f)) mark.classList.toggle("off", card.hidden);
      if (card.hidden) continue;
      visible += 1;
      add(stories, `${card.closest("section").id} ${severity(card)}`);
    }
    for (const input of all("input", filters)) {
      input.parentElement.querySelector("output").value = counts[input.name].get(input.value) ?? 0;
    }
    for (const row of all("tr[data-s]")) {
      ["error", "warning", "note"].forEach((name, at) => {
        row.cells[at + 1].textContent = stories.get(`s${row.dataset.s} ${name}`) ?? 0;
      });
    }
    say(visible);
  };

  const say = (visible = cards.filter((card) => !card.hidden).length) => {
    const done = cards.filter((card) => card.classList.contains("done")).length;
    shown.textContent = `Showing ${visible} of ${cards.length}${done > 0 ? `, ${done} done` : ""}`;
  };

  /** A card in plain words. */
  const words = (card) => {
    const lines = all(":scope > summary, :scope > :not(.tools) :is(li, p), :scope > p:not(.tools)", card);
    return [...new Set(lines)].map((line) => line.textContent.replace(/\s+/g, " ").trim()).join("\n");
  };

  const copy = async (button) => {
    const text = words(button.closest(".card"));
    const before = button.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 1500);
  };

  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.matches(".card")) choose(target, { open: true });
    else if (target?.matches("details")) target.open = true;
    else if (target?.matches("mark") && byNumber.has(target.dataset.f)) {
      choose(byNumber.get(target.dataset.f), { focus: false });
      target.scrollIntoView({ block: "center" });
      marks.get(target.dataset.f).find((one) => one.matches(".ref"))?.focus({ preventScroll: true });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("textarea, input:not([type=checkbox])")) return;
    const inList = event.target.matches(".card > summary");
    const by = { j: 1, n: 1, k: -1, p: -1, ...(inList ? { ArrowDown: 1, ArrowUp: -1 } : {}) }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    } else if (event.key === "Enter" && current && event.target === document.body) {
      choose(current, { open: true });
    } else if (event.key === "Escape") close();
  });
  document.addEventListener("click", (event) => {
    const { target } = event;
    const mark = target.closest("mark[data-f]:not(.off)");
    const card = mark && !target.closest("a") ? byNumber.get(mark.dataset.f) : null;
    if (card) choose(card, { open: true });
    else if (target.matches(".copy-text")) copy(target);
    else if (target.matches("a[href^='#']") && target.hash === location.hash) follow();
    else if (target.closest(".card > summary")) choose(target.closest(".card"));
  });
  document.addEventListener("change", ({ target }) => {
    if (target.form === filters && filters) return filter();
    if (!target.matches(".done")) return;
    const card = target.closest(".card");
    for (const one of [card, ...marks.get(card.dataset.f)]) one.classList.toggle("done", target.checked);
    say();
  });
  addEventListener("hashchange", follow);
  addEventListener("beforeprint", () => cards.forEach((card) => { card.dataset.open = card.open; card.open = true; }));
  addEventListener("afterprint", () => cards.forEach((card) => { card.open = card.dataset.open === "true"; }));

  const theme = document.getElementById("theme");
  theme.addEventListener("click", () => {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  theme.hidden = false;
  for (const card of cards) card.open = false;
  for (const tools of all(".tools")) tools.hidden = false;
  if (filters) {
    filters.hidden = false;
    // A page that is loaded again keeps its ticks in some browsers.
    filter();
  }
  if (location.hash) follow();
})();
