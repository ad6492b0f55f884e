import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chosenEventLog } from '../event-log/open-event-log.js';
import { sourceOf } from './backup-source.js';
import { count, folderNamed, megabytes, program, say, Usage } from './command-line.js';
import { takeBackup } from './take-backup.js';

const usage = `npm run backup -- <folder>   takes a backup into a folder of backups (without a folder: BACKUP_DIR), also while the server runs

--json     says what was taken as one line of JSON

DATA_DIR names the data directory (default ./data); EVENTSTORE_URL and EVENT_LOG choose the log, as for the server.
Kept are the newest, one an hour for a day, one a day for a week, one a week for four weeks.
Of an event store only what is ours is backed up (blobs, names of people): its events by its own backup.`;

await program(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return say(usage);
  const named = positionals[0] ?? process.env['BACKUP_DIR']?.trim();
  if (named === undefined || named === '' || positionals.length > 1) throw new Usage('name the folder of backups, or set BACKUP_DIR');
  const dataDir = resolve(process.env['DATA_DIR']?.trim() || './data');
  const begun = performance.now();
  const { folder, manifest, copiedBlobs, damagedBlobs, removed } = await takeBackup(
    sourceOf(chosenEventLog(process.env, dataDir)),
    folderNamed(named),
  );
  const seconds = (performance.now() - begun) / 1000;
  if (values.json) say(JSON.stringify({ folder, seconds, copiedBlobs, damagedBlobs, removed, ...manifest }));
  else {
    const { log, files, blobs } = manifest;
    const bytes = Object.values(files).reduce((sum, { size }) => sum + size, 0);
    say(
      `${folder}: ${log.kind === 'sqlite' ? `${count(log.position)} events, ` : ''}${megabytes(bytes)} in ${seconds.toFixed(1)} s, ${count(copiedBlobs)} new of ${count(blobs.count)} blobs`,
    );
    if (log.kind === 'eventstoredb') say('The events lie in the event store: back them up as its documentation says.');
    if (removed.length > 0) say(`removed, by the rule of what is kept: ${removed.join(', ')}`);
  }
  if (damagedBlobs.length === 0) return;
  say(`NOT in the backup, because their bytes are not those of their names: ${damagedBlobs.join(', ')}`);
  process.exitCode = 1;
});
