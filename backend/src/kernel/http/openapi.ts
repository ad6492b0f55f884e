import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { dirname } from 'node:path';
import { commandPolicy, type PolicyRule } from '@hyperloop/contracts/people';
import { commands, refusals, sliceOf, views } from '@hyperloop/contracts/registry';
import { findDoors } from '@hyperloop/contracts/wagons';
import { openApiOf } from './openapi-document.js';

const policyOf = (command: string): string | undefined => {
  const rule: PolicyRule | undefined = Object.hasOwn(commandPolicy, command)
    ? commandPolicy[command as keyof typeof commandPolicy]
    : undefined;
  if (rule === undefined) return undefined;
  const who = [
    ...rule.roles,
    ...(rule.member === undefined ? [] : ['members of the analysis']),
    ...(rule.automation === true ? ['the system itself'] : []),
  ];
  return `For: ${who.join(', ')}.`;
};

export const openApi = () => openApiOf({ commands, views, refusals, sliceOf, policyOf, doors: findDoors });

export const openApiFile = fileURLToPath(new URL('../../../../docs/openapi.json', import.meta.url));
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;

/** `npm run openapi` writes docs/openapi.json; with `--check` it only says whether that file still tells the truth. */
const main = (args: readonly string[]): number => {
  const now = openApiText();
  if (args.includes('--check')) {
    if (existsSync(openApiFile) && readFileSync(openApiFile, 'utf8') === now) return 0;
    console.error('docs/openapi.json is not what the contracts say now: run npm run openapi and commit it.');
    return 1;
  }
  mkdirSync(dirname(openApiFile), { recursive: true });
  writeFileSync(openApiFile, now);
  console.log('docs/openapi.json is written.');
  return 0;
};

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2));
