// Finding a case: words, filters, and the list of what they leave.
"use strict";

{
  const { h, fold } = CaseSet;
  const FILTERS = {
    whole: [
      ["Procedure", (one) => one.themes.procedures],
      ["Product", (one) => one.themes.products],
      ["Age", (one) => [one.person.age_band]],
      ["Skin type", (one) => [one.person.skin_type]],
      ["Complication", (one) => one.themes.complications],
    ],
    // before the reveal nothing may be looked up that tells how it went
    staged: [
      ["Came for", (one) => one.came_for],
      ["Age", (one) => [one.person.age_band]],
      ["Skin type", (one) => [one.person.skin_type]],
      ["Level", (one) => [one.level]],
      ["Theme", (one) => one.themes],
    ],
  };
  const PACKED = ["treatment", "outcome"];
  const byReading = new Intl.Collator("en-GB", { numeric: true }).compare;

  const wordsOf = (value) => {
    if (value && typeof value === "object") return Object.entries(value).filter(([name]) => !PACKED.includes(name)).map(([, held]) => wordsOf(held)).join(" ");
    return typeof value === "string" ? value : "";
  };

  const filterBox = ([name, valuesOf], cases, onchange) => {
    const counts = new Map();
    for (const one of cases) {
      for (const value of new Set(valuesOf(one))) if (value) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (counts.size < 2 && name !== "Complication" || !counts.size) return null;
    const options = [...counts.keys()].sort(byReading)
      .map((value) => h("option", { value }, `${value} (${counts.get(value)})`));
    const select = h("select", { onchange, "aria-label": name }, h("option", { value: "" }, `${name}: any`), options);
    return { select, valuesOf };
  };

  /** What was done in these visits, by procedure family. */
  CaseSet.doneIn = (visits) => [...new Set(visits.flatMap((visit) => visit.treatments || [])
    .map((row) => row.family || row.procedure).filter(Boolean))];

  /** A span that tells no time; how many visits are shown is counted. */
  CaseSet.countsVisits = (span) => /^\d+ visits$|^one visit$/.test(span);

  /** How many entries of the course are told at first: up to the first visit, with what was before it. */
  CaseSet.opening = ({ visits }) => Math.min(Math.max(visits.findIndex((visit) => visit.visit != null), 0) + 1, visits.length);

  /** How long a course took, in the words its span allows. */
  const overTime = ({ visits, span }) => {
    if (!span || visits < 2 || CaseSet.countsVisits(span)) return "";
    if (/^\d{4}$/.test(span)) return ` in ${span}`;
    return /^\d+ /.test(span) ? ` over ${span}` : `, ${span}`;
  };

  const about = ({ age_band: age, sex, skin_type: skin }) => [age, sex, skin && skin !== "*" && `skin ${skin}`]
    .filter((told) => told && told !== "*").join(" · ");
  const counted = (visits) => (visits === 1 ? "1 visit" : `${visits} visits`);
  CaseSet.counted = counted;

  const wholeEntry = (one, isWhole) => [
    h("span.entry-about", null, about(one.person)),
    h("span.entry-themes", null, (isWhole ? one.themes.procedures : CaseSet.doneIn(one.visits.slice(0, CaseSet.opening(one)))).join(", ")),
    isWhole && one.themes.complications.length > 0 && h("span.entry-wrong", null, one.themes.complications.join(" · ")),
    h("span.entry-about", null, counted(one.course.visits) + overTime(one.course))];

  const stagedEntry = (one, isAnswered) => [
    h("span.entry-about", null, about(one.person)),
    h("span.entry-themes", null, one.came_for.join(", ")),
    h("span.entry-about", null, [one.level, ...one.themes, counted(one.course.visits)].filter(Boolean).join(" · ")),
    isAnswered && h("span.entry-done", null, "answered")];

  const entry = (one, address, current, lines) => h("li", null,
    h("a", { href: address(one), "aria-current": one.case === current ? "true" : null },
      h("span.entry-name", null, one.person.name), h("span.entry-number", null, one.case), lines));

  /**
   * The finder. `show(cases, kind)` takes cases up (whole or staged); `shown()` gives those left;
   * `draw(current, {address, isWhole, isAnswered})` the list.
   */
  CaseSet.finder = (onchange) => {
    const search = document.getElementById("search");
    const list = document.querySelector("[data-list]");
    const found = document.querySelector("[data-found]");
    const filters = document.querySelector("[data-filters]");
    let cases = [];
    let kind = "staged";
    let boxes = [];
    let haystacks = null;
    const clear = h("button.quiet.clear", { type: "button", onclick: () => {
      search.value = "";
      for (const { select } of boxes) select.value = "";
      onchange();
      search.focus();
    } }, "Clear");
    search.addEventListener("input", onchange);

    const show = (taken, how) => {
      cases = taken;
      kind = how;
      haystacks = null;
      search.value = "";
      search.placeholder = kind === "whole" ? "Search cases, notes, products" : "Search people, history, themes";
      boxes = FILTERS[kind].map((filter) => filterBox(filter, cases, onchange)).filter(Boolean);
      filters.replaceChildren(...boxes.map((box) => box.select), clear);
    };

    const shown = () => {
      const words = fold(search.value).split(/\s+/).filter(Boolean);
      // words are folded when somebody first searches: a page of many cases opens sooner
      if (words.length) haystacks ??= new Map(cases.map((one) => [one, fold(wordsOf(one))]));
      return cases.filter((one) => words.every((word) => haystacks.get(one).includes(word))
        && boxes.every(({ select, valuesOf }) => !select.value || valuesOf(one).includes(select.value)));
    };

    const draw = (current, { address, isWhole, isAnswered }) => {
      const left = shown();
      list.replaceChildren(...left.map((one) => entry(one, address, current,
        kind === "whole" ? wholeEntry(one, isWhole) : stagedEntry(one, isAnswered(one)))));
      found.textContent = left.length === cases.length ? `${cases.length} cases`
        : `${left.length} of ${cases.length} cases`;
      clear.hidden = !search.value && boxes.every(({ select }) => !select.value);
      const marked = list.querySelector('[aria-current="true"]');
      if (marked) marked.scrollIntoView({ block: "nearest" });
    };
    return { show, shown, draw, search };
  };
}
