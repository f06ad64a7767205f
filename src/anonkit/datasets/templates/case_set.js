// The page as a whole: which case is open, how much of it is told, and the keys.
"use strict";

{
  const data = JSON.parse(document.getElementById("case-data").textContent);
  const { cases, foot, teaching } = data;
  CaseSet.codes = data.feedback;
  const body = document.body;
  const article = document.querySelector("[data-case]");
  const dialog = document.querySelector("[data-keys-dialog]");
  const choices = document.getElementById("print-choices");
  const printButton = document.querySelector("[data-print-menu] > button");
  const state = { current: null, told: 1, open: new Set(), whole: CaseSet.recall("telling") === "whole", onPaper: null };
  const sources = (file) => file && (file in data.photos ? data.photos[file] : null);

  const tellAll = (one) => {
    state.told = one.visits.length;
    state.open = new Set(one.visits.keys());
  };

  const startTelling = (one) => {
    state.told = Math.min(1, one.visits.length);
    state.open = new Set();
    if (state.whole) tellAll(one);
  };

  const drawCase = () => {
    article.hidden = !state.current;
    if (!state.current) return;
    const tools = CaseSet.h("div.case-tools", null,
      CaseSet.h("a.back", { href: "#" }, "← All cases"),
      CaseSet.h("div.telling", { role: "group", "aria-label": "How the course is told" },
        [["step", "Step by step"], ["whole", "Whole course"]].map(([way, words]) => CaseSet.h("button.quiet",
          { type: "button", "aria-pressed": String((way === "whole") === state.whole), onclick: () => setTelling(way === "whole") }, words))));
    article.replaceChildren(tools, ...CaseSet.caseView(state.current, {
      told: state.told, open: state.open, sources, teaching: teaching[state.current.case], medium: "screen",
      reveal: (place) => { state.open.add(place); drawCase(); },
      advance, showAll: () => setTelling(true),
    }));
  };

  const setTelling = (whole) => {
    state.whole = whole;
    CaseSet.remember("telling", whole ? "whole" : "step");
    if (state.current) startTelling(state.current);
    drawCase();
    finder.draw(state.current, state.whole);
  };

  const advance = () => {
    if (!state.current) return;
    const hidden = [...Array(state.told).keys()].find((place) => state.current.visits[place].outcomes && !state.open.has(place));
    if (hidden !== undefined) state.open.add(hidden);
    else if (state.told < state.current.visits.length) state.told += 1;
    else return;
    const place = hidden ?? state.told - 1;
    drawCase();
    const target = document.getElementById(`visit-${place}`);
    const shown = hidden === undefined ? target : target.querySelector(".outcomes");
    shown.scrollIntoView({ behavior: "smooth", block: hidden === undefined ? "start" : "nearest" });
    target.querySelector("h3").focus({ preventScroll: true });
  };

  const finder = CaseSet.finder(cases, () => finder.draw(state.current, state.whole));

  const openFromAddress = (isFirst) => {
    const wanted = decodeURIComponent(location.hash.slice(1));
    const chosen = cases.find((one) => one.case === wanted) || null;
    const before = state.current;
    state.current = chosen || (matchMedia("(min-width: 56rem)").matches ? finder.shown()[0] || null : null);
    body.dataset.view = chosen ? "case" : "list";
    if (state.current && state.current !== before) startTelling(state.current);
    drawCase();
    finder.draw(state.current, state.whole);
    if (state.current) document.title = `${state.current.person.name}, ${state.current.case}`;
    if (!isFirst) {
      scrollTo(0, 0);
      document.getElementById("main").scrollTop = 0;
      if (chosen) article.querySelector("h1").focus({ preventScroll: true });
    }
  };

  const step = (by) => {
    const left = finder.shown();
    if (!left.length) return;
    const place = left.indexOf(state.current);
    const next = left[Math.min(Math.max(place + by, 0), left.length - 1)];
    location.hash = next.case;
  };

  const layOut = (what) => {
    const chosen = what === "all" ? finder.shown() : [state.current || cases[0]];
    return CaseSet.layOut(chosen.filter(Boolean), { foot, sources, teaching, handout: what === "handout" });
  };

  const print = async (what) => {
    state.onPaper = what;
    await layOut(what);
    window.print();
  };

  const keys = {
    "/": () => { body.dataset.view = "list"; finder.search.focus(); finder.search.select(); },
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    n: advance, w: () => setTelling(!state.whole), "?": () => dialog.showModal(),
  };

  const showChoices = (shown) => {
    choices.hidden = !shown;
    printButton.setAttribute("aria-expanded", String(shown));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") showChoices(false);
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.target === finder.search && event.key === "Enter" && finder.shown().length) location.hash = finder.shown()[0].case;
      if (event.target === finder.search && event.key === "Escape") finder.search.blur();
      return;
    }
    // arrows scroll the case being read; they change cases from the list only
    if (event.key.startsWith("Arrow") && !event.target.closest("[data-finder]")) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("[data-print-menu]")) showChoices(false); });
  printButton.addEventListener("click", () => showChoices(choices.hidden));
  for (const button of choices.children) button.addEventListener("click", () => { showChoices(false); print(button.dataset.print); });
  document.querySelector("[data-keys]").addEventListener("click", () => dialog.showModal());
  addEventListener("hashchange", () => openFromAddress(false));
  addEventListener("beforeprint", () => { if (!state.onPaper) layOut("case"); });
  addEventListener("afterprint", () => { state.onPaper = null; CaseSet.putAway(); });

  for (const part of document.querySelectorAll("[data-finder], [data-tools]")) part.hidden = false;
  document.querySelector("[data-plain]").hidden = true;
  body.classList.add("is-live");
  openFromAddress(true);
}
