import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import type { Runner } from '@hyperloop/contracts/packages';
import { BadConfig, configOf } from '../../config.js';
import { openDirectoryBlobs } from '../../kernel/blob-store/directory-blobs.js';
import { gatherCatalogue } from './gather-catalogue.js';
import { ImportFault, parsePulls, parseTags } from './index.js';
import { NoDoor, openDoor, type OpenDoor } from './open-door.js';
import { ImportRefused, sayCatalogue, sayPulls, sayTags } from './say-in-parts.js';

type Settings = { as: string };
type CatalogueSettings = Settings & { tag?: string; runner: Runner };

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** npm changes the directory; what was typed is meant where it was typed. */
const fileNamed = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

const withDoor = async <T>(as: string, use: (door: OpenDoor) => Promise<T>): Promise<T> => {
  const config = configOf(process.env);
  const door = await openDoor(config, await openDirectoryBlobs(config.blobDir), { port: config.port, personId: as });
  try {
    return await use(door);
  } finally {
    await door.close();
  }
};

const tell = (what: string, events: number, begun: number, where: string): void => {
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(events === 0 ? `${what}: all of it was here already, nothing changed.` : `${what}: imported in ${seconds} s, ${where}.`);
};

const importCatalogue = async (path: string, { tag, runner, as }: CatalogueSettings): Promise<void> => {
  const begun = performance.now();
  const blobs = await openDirectoryBlobs(configOf(process.env).blobDir);
  const catalogue = await gatherCatalogue(createReadStream(fileNamed(path)), blobs, tag);
  await withDoor(as, async (door) => {
    const events = await sayCatalogue(door, catalogue, runner, randomUUID());
    tell(
      `${catalogue.packageTag}, ${count(catalogue.workflows.length, 'workflow')} with ${count(catalogue.parameters, 'parameter')}`,
      events,
      begun,
      door.where,
    );
  });
};

/** The file is read to its end first: a fault in its last line changes nothing. */
const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const gathered: T[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
};

const importTags = async (path: string, { as }: Settings): Promise<void> => {
  const begun = performance.now();
  const found = await all(parseTags(createReadStream(fileNamed(path))));
  await withDoor(as, async (door) => {
    const { tags, events } = await sayTags(door, found, randomUUID());
    const passedOver = found.length === tags ? '' : ` (${count(found.length - tags, 'tag')} without a package passed over)`;
    tell(`${count(tags, 'package tag')}${passedOver}`, events, begun, door.where);
  });
};

const importPulls = async (path: string, { as }: Settings): Promise<void> => {
  const begun = performance.now();
  const pulls = await all(parsePulls(createReadStream(fileNamed(path))));
  await withDoor(as, async (door) =>
    tell(count(pulls.length, 'pull request'), await sayPulls(door, pulls, randomUUID()), begun, door.where),
  );
};

/** What went wrong in words of whoever gave the file; anything else is our fault and shows where. */
const sentenceOf = (error: unknown): string | undefined => {
  if (error instanceof ImportFault || error instanceof ImportRefused || error instanceof NoDoor || error instanceof BadConfig)
    return error.message;
  return ['ENOENT', 'EACCES', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? (error as Error).message : undefined;
};

const program = new Command('npm run import --')
  .description('Imports what O2Physics declares. Running it again changes nothing.')
  .showHelpAfterError();
const asAdmin = () => new Option('--as <login>', 'the admin to be when a server is running').default('admin');
program
  .command('catalogue <file>')
  .description('workflows and parameters of one package tag')
  .option('--tag <tag>', 'the package tag, when it is not the one of the file: O2Physics::daily-20251201-0000-1')
  .addOption(new Option('--runner <runner>', 'how its workflows become processes').choices(['stand-in', 'sample']).default('stand-in'))
  .addOption(asAdmin())
  .action(importCatalogue);
program.command('tags <file>').description('released package tags').addOption(asAdmin()).action(importTags);
program
  .command('pulls <file>')
  .description('pull requests: merged, open, and closed without a merge')
  .addOption(asAdmin())
  .action(importPulls);

try {
  await program.parseAsync();
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  console.error(sentence);
  process.exitCode = 1;
}
