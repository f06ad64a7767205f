// The page as a whole: the mode, which case is open, how much of it is told, and the keys.
"use strict";

{
  const data = JSON.parse(document.getElementById("case-data").textContent);
  const { cases: staged, foot, lesson } = data;
  CaseSet.codes = data.feedback;
  const { h } = CaseSet;
  const MODES = ["browse", "teach", "quiz"];
  const body = document.body;
  const article = document.querySelector("[data-case]");
  const dialog = document.querySelector("[data-keys-dialog]");
  const choices = document.getElementById("print-choices");
  const printButton = document.querySelector("[data-print-menu] > button");
  const title = document.title;
  const byNumber = new Map(staged.map((one) => [one.case, one]));
  const sources = (file) => file && (file in data.photos ? data.photos[file] : null);
  const state = { mode: null, number: null, told: 1, open: new Set(), whole: CaseSet.recall("telling") === "whole",
    reached: new Map(), onPaper: null, size: CaseSet.recall("paper") || data.paper };
  const isBrowsing = () => state.mode === "browse";
  const wholeCase = (number) => CaseSet.outcomeOf(byNumber.get(number)).case;
  const isRevealed = (one) => (state.reached.get(one.case) || 1) >= CaseSet.stagesOf(one).length;
  const address = (one) => `#${isBrowsing() ? "" : `${state.mode}/`}${one.case}`;

  const startTelling = (one) => {
    state.told = state.whole ? one.visits.length : CaseSet.opening(one);
    state.open = new Set(state.whole ? one.visits.keys() : []);
  };

  const browseTools = () => h("div.telling", { role: "group", "aria-label": "How the course is told" },
    [["step", "Step by step"], ["whole", "Whole course"]].map(([way, words]) => h("button.quiet",
      { type: "button", "aria-pressed": String((way === "whole") === state.whole), onclick: () => setTelling(way === "whole") }, words)));
  const stageTools = () => h("button.quiet.again", { type: "button", onclick: () => { state.reached.delete(state.number); drawCase(); focusHead(); } }, "From the start");

  const browseView = () => {
    const { teaching } = CaseSet.outcomeOf(byNumber.get(state.number));
    return CaseSet.caseView(wholeCase(state.number), {
      told: state.told, open: state.open, sources, teaching: Object.keys(teaching).length ? teaching : null, medium: "screen",
      reveal: (place) => { state.open.add(place); drawCase(); }, advance, showAll: () => setTelling(true) });
  };
  const context = () => ({ sources, lesson, isQuiz: state.mode === "quiz", medium: "screen" });
  const stageView = () => CaseSet.stageView(byNumber.get(state.number), { reached: state.reached.get(state.number) || 1, advance, ...context() });
  const lessonView = () => CaseSet.lessonView(lesson, { cases: staged, isQuiz: state.mode === "quiz", title,
    start: () => { location.hash = address((staged.find((one) => !CaseSet.answers.isGiven(one)) || staged[0])); },
    print: () => print("answers"),
    forget: () => { CaseSet.answers.forget(); state.reached.clear(); drawCase(); drawList(); focusHead(); } });

  const drawCase = () => {
    article.hidden = !state.number && isBrowsing();
    if (!state.number) { article.replaceChildren(...(isBrowsing() ? [] : lessonView().flat(Infinity).filter(Boolean))); return; }
    const tools = h("div.case-tools", null, h("a.back", { href: isBrowsing() ? "#" : `#${state.mode}` }, "← All cases"),
      isBrowsing() ? browseTools() : stageTools());
    article.replaceChildren(tools, ...(isBrowsing() ? browseView() : stageView()).flat(Infinity).filter(Boolean));
  };
  const drawList = () => finder.draw(state.number, { address, isWhole: state.whole, isAnswered: (one) => state.mode === "quiz" && CaseSet.answers.isGiven(one) });
  const focusHead = () => article.querySelector("h1")?.focus({ preventScroll: true });

  const setTelling = (whole) => {
    state.whole = whole;
    CaseSet.remember("telling", whole ? "whole" : "step");
    if (state.number && isBrowsing()) startTelling(wholeCase(state.number));
    drawCase();
    drawList();
  };

  const shownAfter = (target, block) => {
    if (!target) return;
    target.scrollIntoView({ behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth", block });
    const head = target.querySelector("h2, h3") || target;
    head.focus({ preventScroll: true });
  };

  const advanceCourse = () => {
    const one = wholeCase(state.number);
    const hidden = [...Array(state.told).keys()].find((place) => one.visits[place].outcomes && !state.open.has(place));
    if (hidden !== undefined) state.open.add(hidden);
    else if (state.told < one.visits.length) state.told += 1;
    else return;
    const place = hidden ?? state.told - 1;
    drawCase();
    const target = document.getElementById(`visit-${place}`);
    if (hidden === undefined) shownAfter(target, "start");
    else {
      target.querySelector(".outcomes").scrollIntoView({ behavior: "smooth", block: "nearest" });
      target.querySelector("h3").focus({ preventScroll: true });
    }
  };

  const advanceStage = () => {
    const one = byNumber.get(state.number);
    const stages = CaseSet.stagesOf(one);
    const reached = (state.reached.get(one.case) || 1) + 1;
    if (reached > stages.length) return;
    state.reached.set(one.case, reached);
    drawCase();
    shownAfter(article.querySelector(`.stage-${stages[reached - 1][0]}`), "start");
    drawList();
  };

  const advance = () => { if (state.number) (isBrowsing() ? advanceCourse : advanceStage)(); };
  const finder = CaseSet.finder(() => drawList());

  /** Takes up a mode; whatever an earlier one showed is gone from the page. */
  const setMode = (mode) => {
    if (mode === state.mode) return;
    state.mode = mode;
    body.dataset.mode = mode;
    article.replaceChildren();
    state.reached.clear();
    for (const link of document.querySelectorAll("[data-mode-link]")) {
      if (link.dataset.modeLink === mode) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    for (const button of choices.querySelectorAll("[data-tells]")) button.hidden = mode === "quiz";
    for (const button of choices.querySelectorAll("[data-of-quiz]")) button.hidden = mode !== "quiz";
    if (isBrowsing()) finder.show(staged.map((one) => CaseSet.outcomeOf(one).case), "whole");
    else finder.show(staged, "staged");
  };

  const openFromAddress = (isFirst) => {
    const words = decodeURIComponent(location.hash.slice(1)).split("/");
    setMode(MODES.includes(words[0]) ? words[0] : "browse");
    const wanted = words.at(-1);
    const before = state.number;
    const isWide = matchMedia("(min-width: 56rem)").matches;
    state.number = byNumber.has(wanted) ? wanted : isBrowsing() && isWide ? finder.shown()[0]?.case || null : null;
    body.dataset.view = byNumber.has(wanted) ? "case" : "list";
    if (isBrowsing() && state.number && state.number !== before) startTelling(wholeCase(state.number));
    drawCase();
    drawList();
    const one = byNumber.get(state.number);
    document.title = one ? `${one.person.name}, ${one.case}` : title;
    if (!isFirst) {
      scrollTo(0, 0);
      document.getElementById("main").scrollTop = 0;
      if (byNumber.has(wanted) || !isBrowsing()) focusHead();
    }
  };

  const step = (by) => {
    const left = finder.shown();
    if (!left.length) return;
    const place = left.findIndex((one) => one.case === state.number);
    location.hash = address(left[Math.min(Math.max(place + by, 0), left.length - 1)]);
  };

  const PAPERS = { case: "whole", all: "whole", handout: "handout", handouts: "handout", guide: "guide", guides: "guide" };
  const layOut = (what) => {
    const settings = { foot, size: state.size, sources, lesson };
    if (what === "answers") return CaseSet.layOutAnswers(staged, isRevealed, settings);
    const isMany = ["all", "handouts", "guides"].includes(what);
    const numbers = isMany ? finder.shown().map((one) => one.case) : [state.number || staged[0]?.case];
    return CaseSet.layOut(numbers.filter(Boolean).map((number) => byNumber.get(number)), PAPERS[what], settings);
  };

  const print = async (what) => {
    state.onPaper = what;
    await layOut(what);
    window.print();
  };

  const go = (mode) => () => { location.hash = mode === "browse" ? "#" : mode; };
  const keys = {
    "/": () => { body.dataset.view = "list"; finder.search.focus(); finder.search.select(); },
    j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
    n: advance, w: () => { if (isBrowsing()) setTelling(!state.whole); }, "?": () => dialog.showModal(),
    b: go("browse"), t: go("teach"), q: go("quiz"),
  };

  const showChoices = (shown) => {
    choices.hidden = !shown;
    printButton.setAttribute("aria-expanded", String(shown));
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !choices.hidden) { showChoices(false); printButton.focus(); }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    // an option that was chosen has the focus, and the lesson goes on by key all the same
    if (event.target.matches("input:not([type=radio]), select, textarea")) {
      if (event.target === finder.search && event.key === "Enter" && finder.shown().length) location.hash = address(finder.shown()[0]);
      if (event.target === finder.search && event.key === "Escape") finder.search.blur();
      return;
    }
    // arrows scroll the case being read; they change cases from the list only
    if (event.key.startsWith("Arrow") && !event.target.closest("[data-finder]")) return;
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest("[data-print-menu]")) showChoices(false); });
  printButton.addEventListener("click", () => showChoices(choices.hidden));
  for (const button of choices.querySelectorAll("[data-print]")) button.addEventListener("click", () => { showChoices(false); print(button.dataset.print); });
  const sizes = document.querySelector("[data-paper-size]");
  sizes.value = state.size;
  sizes.addEventListener("change", () => { state.size = sizes.value; CaseSet.remember("paper", state.size); });
  document.querySelector("[data-keys]").addEventListener("click", () => dialog.showModal());
  addEventListener("hashchange", () => openFromAddress(false));
  addEventListener("beforeprint", () => { if (!state.onPaper) layOut(isBrowsing() ? "case" : "handout"); });
  addEventListener("afterprint", () => { state.onPaper = null; CaseSet.putAway(); });

  for (const part of document.querySelectorAll("[data-finder], [data-tools], [data-modes]")) part.hidden = false;
  document.querySelector("[data-plain]").remove();
  CaseSet.answers.load(data.release);
  body.classList.add("is-live");
  openFromAddress(true);
}
