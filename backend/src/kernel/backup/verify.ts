import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenEventLog } from '../event-log/open-event-log.js';
import { listSnapshots, snapshotAt } from '../read-side/snapshots/snapshot-manifest.js';
import { backupAt, listBackups } from './backup-folder.js';
import { count, folderNamed, program, say, Usage } from './command-line.js';
import { BadCopy, MANIFEST } from './manifest.js';
import { verifyBackup } from './verify-backup.js';
import { checkSnapshot, verifyDataDir } from './verify-data-dir.js';

const usage = `npm run verify               checks the data directory: the whole chain, the head mark, the files
npm run verify -- <path>     checks a backup, or the newest of a folder of backups (--all: each of them); or a
                             snapshot of the views, or the newest of a folder of those

--blobs    also that each blob named by an event is there, with its hash
--json     one line of JSON for each thing checked

Ends with 1 when something is damaged; the first bad position is named. A server may be running.
Views are compared with the log by npm run rebuild -- --verify.`;

type Checked = { what: string; ok: boolean; sentence: string };

await program(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      blobs: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return say(usage);
  if (positionals.length > 1) throw new Usage('one path at a time');
  const tell = (checked: Checked): void => {
    if (!checked.ok) process.exitCode = 1;
    say(values.json ? JSON.stringify(checked) : `${checked.ok ? 'ok     ' : 'DAMAGED'} ${checked.what}: ${checked.sentence}`);
  };
  const check = async (what: string, look: () => Promise<string>): Promise<void> => {
    try {
      tell({ what, ok: true, sentence: await look() });
    } catch (error) {
      const isKnown = error instanceof BadCopy || (error as Error).name === 'LogDamaged';
      if (!isKnown) throw error;
      tell({ what, ok: false, sentence: (error as Error).message });
    }
  };

  const named = positionals[0];
  if (named === undefined) {
    const dataDir = resolve(process.env['DATA_DIR']?.trim() || './data');
    return verifyDataDir(chosenEventLog(process.env, dataDir), values, check);
  }
  const root = folderNamed(named);
  const isOne = (await stat(join(root, MANIFEST)).catch(() => undefined)) !== undefined;
  const newest = await backupAt(root);
  if (newest === undefined) {
    const snapshot = await snapshotAt(root);
    if (snapshot === undefined) throw new BadCopy(`there is no backup and no snapshot in ${root}`);
    const all = values.all ? await listSnapshots(root) : [];
    for (const each of all.length > 0 ? all : [snapshot]) await checkSnapshot(each, check);
    return;
  }
  const folders = values.all && !isOne ? (await listBackups(root)).map(({ folder }) => folder) : [newest];
  for (const folder of folders)
    await check(folder, async () => {
      const { log, made, files } = await verifyBackup(folder, values);
      const events = log.kind === 'sqlite' ? `${count(log.position)} events, chain whole, ` : '';
      return `${events}${Object.keys(files).length} files as copied at ${made}${values.blobs ? ', every blob there' : ''}`;
    });
});
