// Validates each file named with `@medplum/core`, by HL7's own definitions: prints what it holds against it.
// Every resource by FHIR R4, and every entry of a document by its profile of the International Patient Summary.
'use strict';
// Medplum expects the WebSocket of a newer Node when it loads; a validator opens none.
globalThis.WebSocket ??= class extends EventTarget {};
const { readFileSync, readdirSync } = require('fs');
const home = `${process.env.FHIR_READERS}/node_modules`;
const { indexStructureDefinitionBundle, validateResource } = require(`${home}/@medplum/core`);

const definitions = (name) => readdirSync(`${home}/${name}`)
  .filter((each) => each.startsWith('StructureDefinition-'))
  .map((each) => JSON.parse(readFileSync(`${home}/${name}/${each}`, 'utf8')))
  .filter((each) => each.snapshot);
indexStructureDefinitionBundle(definitions('hl7.fhir.r4.examples').filter((each) => each.derivation !== 'constraint'));
const profiles = new Map(definitions('hl7.fhir.uv.ips').map((each) => [each.id, each]));
// Of these two it says that it cannot take the slices apart, or finds faults in HL7's own examples.
for (const name of ['Bundle', 'Composition']) profiles.delete(`${name}-uv-ips`);

let faults = 0;
function look(resource, options) {
  let issues;
  try {
    issues = validateResource(resource, options);
  } catch (thrown) {
    if (!thrown.outcome) throw thrown;
    issues = thrown.outcome.issue;
  }
  for (const each of issues.filter((one) => one.severity === 'error' || one.severity === 'fatal')) {
    console.log(`${resource.resourceType}/${resource.id} ${each.expression} ${each.details?.text}`);
    faults += 1;
  }
}

for (const path of process.argv.slice(2)) {
  const text = readFileSync(path, 'utf8');
  const resources = path.endsWith('.ndjson') ? text.split('\n').filter(Boolean) : [text];
  for (const resource of resources.map((each) => JSON.parse(each))) {
    look(resource);
    for (const { resource: entry } of resource.type === 'document' ? resource.entry : []) {
      const profile = profiles.get(`${entry.resourceType}-uv-ips`);
      if (profile) look(entry, { profile });
    }
  }
}
process.exit(faults ? 1 : 0);
