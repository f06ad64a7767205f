// The parts of a case: what was known, what was done, written, seen and said.
"use strict";

{
  const { h, badge, say, label } = CaseSet;
  const HIDDEN = /^(row|case|visit|blob|known_place|original_name|source_status|content_hash|.*_key|.*_row|client_id|client_number)$/;
  const visible = (row, shown = []) => Object.entries(row)
    .filter(([name, value]) => !HIDDEN.test(name) && !shown.includes(name) && value !== "" && say(value) !== "");

  /** Terms and values. */
  const facts = (pairs) => h("dl.facts", null,
    pairs.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, say(value)))));

  /** A table of whatever columns there are. */
  const plainTable = (caption, rows) => {
    const names = [...new Set(rows.flatMap((row) => visible(row).map(([name]) => name)))];
    if (!names.length) return null;
    return h("div.table-wrap", { tabindex: "0", role: "group", "aria-label": caption }, h("table", null,
      h("caption", null, caption),
      h("thead", null, h("tr", null, names.map((name) => h("th", { scope: "col" }, label(name))))),
      h("tbody", null, rows.map((row) => h("tr", null,
        names.map((name) => h("td", null, name in row ? say(row[name]) : "")))))));
  };

  const folded = (title, ...content) => h("details", null, h("summary", null, title), ...content);

  const dose = (one) => [one.quantity, one.unit].filter(Boolean).join(" ");
  const place = (one) => [one.site, one.side].filter(Boolean).join(", ");
  const how = (one) => [one.technique, one.device, one.device_settings && say(one.device_settings)].filter(Boolean).join("; ");
  const COLUMNS = [
    ["What", (one) => h("div", null, h("strong", null, one.procedure || one.family || "Treatment"),
      one.place === "elsewhere" && [" ", badge("elsewhere", "warn")],
      one.staff_role && h("span.detail", null, `by ${one.staff_role}`))],
    ["Product", (one) => (one.product || one.lot) && h("div", null, one.product, one.lot && h("span.detail", null, `lot ${one.lot}`))],
    ["Dose", (one) => dose(one) && h("span.dose", null, dose(one))],
    ["Where", place],
    ["How", how],
  ];
  const IN_TABLE = ["procedure", "family", "place", "product", "lot", "quantity", "unit", "site", "side",
    "technique", "device", "device_settings", "remarks", "staff_role"];

  const treatments = (rows) => {
    const columns = COLUMNS.filter(([, of]) => rows.some((row) => of(row)));
    const more = (row) => visible(row, IN_TABLE).map(([name, value]) => `${label(name)}: ${say(value)}`).join(" · ");
    const body = rows.flatMap((row) => [
      h("tr", null, columns.map(([name, of]) => h("td", { "data-label": name }, of(row)))),
      (row.remarks || more(row)) && h("tr.remarks", null, h("td", { colspan: columns.length },
        row.remarks && h("span", null, row.remarks), more(row) && h("span.detail", null, more(row)))),
    ]);
    return h("div.table-wrap.treatments", { tabindex: "0", role: "group", "aria-label": "Treatments" }, h("table", null,
      h("caption.visually-hidden", null, "Treatments"),
      h("thead", null, h("tr", null, columns.map(([name]) => h("th", { scope: "col" }, name)))),
      h("tbody", null, body)));
  };

  const TONES = { complication: "bad", "adverse event": "bad", result: "good", satisfaction: "good" };

  const outcome = (one) => {
    const onset = "onset_days" in one && `began ${one.onset_days === 0 ? "the same day" : `after ${one.onset_days} ${one.onset_days === 1 ? "day" : "days"}`}`;
    const told = [onset, one.resolved && `resolved: ${one.resolved}${one.resolved_at ? ` (${one.resolved_at})` : ""}`,
      one.known_by === "note" && `known from a note${one.certainty ? `, ${one.certainty}` : ""}`].filter(Boolean);
    return h(`div.outcome.callout.callout-${TONES[one.kind] || "plain"}`, null,
      h("h4", null, label(one.kind || "outcome"), one.what && `: ${one.what}`, " ",
        one.severity && badge(one.severity, TONES[one.kind] || "plain")),
      one.action && h("p", null, one.action),
      told.length > 0 && h("p.small", null, told.join(" · ")));
  };

  const note = (one) => h("div.note", null,
    h("p.note-head", null, h("strong", null, one.title || label(one.kind || "note")), " ",
      (one.staff_role || one.author) && h("span.muted", null, one.staff_role || one.author), " ",
      one.when && h("span.muted", null, one.when), " ",
      one.status === "amended" && badge("amended")),
    h("p.note-text", null, one.text || ""));

  const ORDER = { before: 0, during: 1, after: 2 };
  const photos = (rows, sources) => {
    const held = rows.filter((row) => sources(row.photo)).sort((a, b) => (ORDER[a.stage] ?? 3) - (ORDER[b.stage] ?? 3));
    return held.length > 0 && h("div.photos", null, held.map((row) => {
      const said = [label(row.stage || "photo"), row.view].filter(Boolean).join(", ");
      return h("figure", null, h("img", { src: sources(row.photo), alt: said, loading: "lazy" }), h("figcaption", null, said));
    }));
  };

  const prescriptions = (rows) => h("div.prescriptions", null, h("h4", null, "Prescribed"),
    h("ul", null, rows.map((one) => h("li", null, h("strong", null, one.medicine || "medicine"),
      [one.dose, one.quantity, one.reason, one.staff_role && `by ${one.staff_role}`].filter(Boolean).map((part) => `, ${part}`)))));

  const CALM = ["completed", "arrived", "unknown", "confirmed"];
  const appointments = (rows) => rows.map((one) => h("p.appointment", null,
    [one.service || one.service_family || "Appointment", one.location].filter(Boolean).join(" · "), " ",
    one.status && !CALM.includes(one.status) && badge(one.status, "warn"),
    [one.cancellation_reason, one.remarks].filter(Boolean).map((text) => h("span.detail", null, text))));

  const answers = (rows) => {
    const forms = Map.groupBy ? Map.groupBy(rows, (row) => row.form || "Questionnaire")
      : rows.reduce((all, row) => all.set(row.form || "Questionnaire", [...(all.get(row.form || "Questionnaire") || []), row]), new Map());
    return [...forms].map(([form, asked]) => folded(`${form} (${asked.length} ${asked.length === 1 ? "answer" : "answers"})`,
      h("dl.answers", null, asked.map((one) => h("div", null, h("dt", null, one.question || ""), h("dd", null, say(one.answer ?? "no answer")))))));
  };

  const lines = (title, rows, tone, tell) => h(`div.history-box${tone}`, null, h("h3", null, title),
    h("ul", null, rows.map((row) => h("li", null, tell(row)))));
  const told = (name, ...rest) => [h("strong", null, name), rest.filter(Boolean).map((part) => `, ${part}`)];

  const history = (held) => [
    held.allergies && lines("Allergies", held.allergies, ".alarm", (one) => told(one.substance || "", one.reaction, one.severity)),
    held.medications && lines("Medicines", held.medications, "", (one) => told(one.name || "", one.dose, one.status === "stopped" && "stopped")),
    held.conditions && lines("Conditions", held.conditions, "",
      (one) => told(one.name || "", one.kind !== "condition" && one.kind, one.status === "resolved" && "resolved", one.since && `since ${one.since}`, one.remarks)),
  ].filter(Boolean);

  const feedback = (rows) => rows.map((one) => h("div.note", null,
    h("p.note-head", null, h("strong", null, one.question || label(one.kind || "feedback")), " ",
      one.score && badge([one.score, one.scale && `of ${one.scale}`].filter(Boolean).join(" "), "accent"), " ",
      one.when && h("span.muted", null, one.when)),
    one.text && h("p.note-text", null, one.text)));

  CaseSet.parts = { facts, plainTable, folded, treatments, outcome, note, photos, prescriptions, appointments, answers, history, feedback };
}
