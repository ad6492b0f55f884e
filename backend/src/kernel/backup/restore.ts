import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupAt } from './backup-folder.js';
import { count, folderNamed, program, say, Usage } from './command-line.js';
import { BadCopy } from './manifest.js';
import { restoreBackup } from './restore-backup.js';

const usage = `npm run restore -- <backup>   puts a backup (or the newest of a folder of backups) into an empty DATA_DIR

--replace  also into one that is not empty: its log, head mark and names of people are set aside, not deleted

The backup is verified before and after. The server must be stopped. Views are folded anew at its next start.`;

await program(usage, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help) return say(usage);
  const named = positionals[0];
  if (named === undefined || positionals.length > 1) throw new Usage('name the backup, or the folder of backups');
  const folder = await backupAt(folderNamed(named));
  if (folder === undefined) throw new BadCopy(`there is no backup in ${folderNamed(named)}`);
  const dataDir = resolve(process.env['DATA_DIR']?.trim() || './data');
  const begun = performance.now();
  const { manifest, blobs, damagedBlobs, replaced } = await restoreBackup(folder, dataDir, { replace: values.replace });
  const what = manifest.log.kind === 'sqlite' ? `${count(manifest.log.position)} events and ` : '';
  say(
    `${folder} of ${manifest.made}: ${what}${count(blobs)} blobs are in ${dataDir}, verified, in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  );
  if (replaced !== undefined) say(`What stood there is kept in ${replaced}`);
  if (manifest.log.kind === 'eventstoredb') say('The events of this backup lie in an event store: restore them as its documentation says.');
  if (damagedBlobs.length === 0) return;
  say(`NOT restored, because the backup has other bytes under these names: ${damagedBlobs.join(', ')}`);
  process.exitCode = 1;
});
