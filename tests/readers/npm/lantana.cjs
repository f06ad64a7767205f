// Validates each file named with `fhir` (Lantana): prints what it holds against it.
'use strict';
const { readFileSync } = require('fs');
const { Fhir } = require(`${process.env.FHIR_READERS}/node_modules/fhir`);
const fhir = new Fhir();
let faults = 0;
for (const path of process.argv.slice(2)) {
  const whole = readFileSync(path, 'utf8');
  for (const text of path.endsWith('.ndjson') ? whole.split('\n').filter(Boolean) : [whole]) {
    const result = fhir.validate(JSON.parse(text), { errorOnUnexpected: true });
    const own = (result.messages || []).filter((each) => each.severity === 'error' || each.severity === 'fatal');
    for (const each of own) console.log(each.location, each.message);
    faults += own.length;
  }
}
process.exit(faults ? 1 : 0);
