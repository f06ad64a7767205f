// One case, told from the first visit on. What came after stays hidden until it is asked for.
"use strict";

{
  const { h, badge, label, parts } = CaseSet;
  const FIRST_FACTS = ["age_band", "sex", "skin_type", "ethnicity", "region", "occupation"];
  const TOLD_ELSEWHERE = ["name", "made_up_name", "title", "first_name", "middle_name", "last_name", "preferred_name",
    "former_names", "email", "other_emails", "mobile_phone", "other_phones", "address_line_1", "address_line_2",
    "status", "alert", "client_id", "client_number", "first_visit", "last_visit", "member_since", "row"];
  const SHOWN_APART = ["case", "title", "person", "themes", "course", "history", "visits", "feedback"];

  CaseSet.initials = (name) => name.split(/\s+/).map((part) => [...part][0]).filter((_, place, all) => place === 0 || place === all.length - 1).join("");

  CaseSet.personFacts = (person) => {
    const first = FIRST_FACTS.filter((name) => name in person);
    const rest = Object.keys(person).filter((name) => !first.includes(name) && !TOLD_ELSEWHERE.includes(name));
    return [...first, ...rest].map((name) => [label(name), person[name] === "*" ? "not told" : person[name]]);
  };

  const head = (one, told, whole) => h("header.case-head", null,
    h("div.portrait", { "aria-hidden": "true" }, CaseSet.initials(one.person.name)),
    h("div.case-title", null,
      h("p.case-kicker", null, one.case, " · ", one.title),
      h("h1", { tabindex: "-1" }, one.person.name, " ", badge("made-up person", "accent")),
      parts.facts(CaseSet.personFacts(one.person)),
      h("p.themes", null, (whole ? one.themes.procedures : CaseSet.doneIn(one.visits.slice(0, told))).map((name) => badge(name)),
        whole && one.themes.complications.map((name) => badge(name, "bad"))),
      one.person.alert && h("p.alert", null, h("strong", null, "Alert: "), one.person.alert)));

  const history = (one) => {
    const boxes = parts.history(one.history);
    const rest = ["contacts", "coverages"].filter((name) => one.history[name])
      .map((name) => parts.folded(label(name), parts.plainTable(label(name), one.history[name])));
    if (!boxes.length && !rest.length && !one.history.questionnaires) return null;
    return h("section.history", { "aria-labelledby": "history" }, h("h2", { id: "history" }, "What was known"),
      h("div.history-boxes", null, boxes), parts.answers(one.history.questionnaires || []), rest);
  };

  const bad = (visit) => (visit.outcomes || []).some((row) => ["complication", "adverse event"].includes(row.kind));
  const kindOf = (visit) => (visit.treatments || []).length ? "treated" : "seen";

  /** The course as a line; visits that are not yet told are hollow and cannot be pressed. */
  const courseLine = (one, told, open) => {
    if (one.visits.length < 2) return null;
    let lastLabel = -1;
    const items = one.visits.map((visit, place) => {
      const known = place < told;
      const when = visit.label;
      const isApart = visit.place - lastLabel > 0.14;
      if (isApart) lastLabel = visit.place;
      const marked = known && open.has(place) && bad(visit);
      const edge = visit.place < 0.06 ? ".at-start" : visit.place > 0.94 ? ".at-end" : "";
      const stop = h(`li.stop.${kindOf(visit)}${edge}${known ? "" : ".to-come"}${marked ? ".went-wrong" : ""}`, null,
        h("button", { type: "button", disabled: !known, title: known ? when : null, "aria-label": `${known ? `Go to ${when}` : "Not told yet"}${marked ? ", complication" : ""}`,
          onclick: () => document.getElementById(`visit-${place}`)?.scrollIntoView({ behavior: "smooth", block: "start" }) }),
        known && isApart && h("span", { "aria-hidden": "true" }, when));
      stop.style.left = `${visit.place * 100}%`;
      return stop;
    });
    return h("section.course", { "aria-labelledby": "course" },
      h("h2", { id: "course" }, "Course", one.course.span && h("span.muted", null, ` ${CaseSet.countsVisits(one.course.span) ? CaseSet.counted(one.course.visits) : one.course.span}`)),
      h("ol.course-line", null, items));
  };

  const outcomes = (visit, place, open, reveal) => {
    if (!visit.outcomes) return null;
    if (open.has(place)) return h("div.outcomes", null, visit.outcomes.map(parts.outcome));
    return h("div.sealed", null, h("p", null, "An outcome is recorded here."),
      h("button", { type: "button", onclick: () => reveal(place) }, "Reveal the outcome"));
  };

  CaseSet.visitSection = (visit, place, context) => h("section.visit", { id: place === null ? null : `visit-${place}` },
    h("div.visit-rail", { "aria-hidden": "true" }, h("span", null, visit.visit ?? "–")),
    h("div.visit-body", null,
      h("h3", { tabindex: "-1" }, visit.label,
        visit.since_last && h("span.muted", null, ` ${visit.since_last} after the visit before`)),
      parts.appointments(visit.appointments || []),
      visit.treatments && parts.treatments(visit.treatments),
      (visit.notes || []).map(parts.note),
      visit.prescriptions && parts.prescriptions(visit.prescriptions),
      visit.photos && parts.photos(visit.photos, context.sources),
      outcomes(visit, place, context.open, context.reveal)));

  const next = (one, told, advance, showAll) => {
    const left = one.visits.length - told;
    if (left <= 0) return null;
    const when = one.visits[told].label;
    return h("div.next", null,
      h("button.reveal", { type: "button", onclick: advance }, `What happened next: ${when}`, " ", h("kbd", null, "n")),
      h("button.quiet", { type: "button", onclick: showAll }, `Whole course (${left} more)`, " ", h("kbd", null, "w")));
  };

  /** The pictures of before and after side by side, whatever visits they belong to. */
  CaseSet.comparison = (one, sources) => {
    const all = one.visits.flatMap((visit) => visit.photos || []);
    const views = [...new Set(all.map((row) => row.view))].map((view) => all.filter((row) => row.view === view));
    const pairs = views.filter((rows) => ["before", "after"].every((stage) => rows.some((row) => row.stage === stage && sources(row.photo))));
    return pairs.length > 0 && h("section.comparison", null, h("h2", null, "Before and after"),
      pairs.map((rows) => parts.photos(rows, sources)));
  };

  const after = (one, sources) => {
    const none = !one.visits.some((visit) => visit.outcomes);
    const others = Object.keys(one).filter((name) => !SHOWN_APART.includes(name) && Array.isArray(one[name]));
    return h("section.after", null,
      CaseSet.comparison(one, sources),
      none && h("p.callout.small", null, "No outcome is recorded in this case. That is not to say that nothing happened."),
      one.feedback && [h("h2", null, "What the person said"), parts.feedback(one.feedback)],
      others.map((name) => parts.folded(`${label(name)} (${one[name].length})`, parts.plainTable(label(name), one[name]))));
  };

  const questions = (teaching, whole) => teaching && h("section.teaching.callout", null, h("h2", null, "For the discussion"),
    (teaching.objectives || []).length > 0 && h("ul", null, teaching.objectives.map((text) => h("li", null, text))),
    (teaching.questions || []).map((one) => h("details", { open: whole === "paper" }, h("summary", null, one.question), h("p", null, one.answer || ""))));

  /**
   * The whole view of a case.
   * told: how many visits are shown; open: places whose outcomes are shown; sources: file name to picture.
   */
  CaseSet.caseView = (one, { told, open, sources, teaching, reveal, advance, showAll, medium }) => {
    const whole = told >= one.visits.length;
    const allOpen = one.visits.every((visit, place) => !visit.outcomes || open.has(place));
    return [
      head(one, told, whole && allOpen), questions(teaching, medium), history(one), courseLine(one, told, open),
      h("div.visits", null, one.visits.slice(0, told).map((visit, place) => CaseSet.visitSection(visit, place, { open, reveal, sources }))),
      medium !== "paper" && next(one, told, advance, showAll),
      whole && allOpen && after(one, sources),
      CaseSet.feedback(CaseSet.codes[one.case], medium),
    ].filter(Boolean);
  };
}
