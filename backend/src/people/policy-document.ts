import { writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { policyDocument } from './policy-table.js';

export const policyFile = fileURLToPath(new URL('../../../docs/policy.md', import.meta.url));

// `npm run policy`
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(policyFile, policyDocument());
  process.stdout.write('docs/policy.md is written.\n');
}
