import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { at } from '../run/place.mjs';

/** A small tree outside the repository, with the repository's own configuration and packages; gone afterwards, whatever happens. */
export const inScratch = (copied, files, look) => {
  const scratch = mkdtempSync(join(tmpdir(), 'hyperloop-probe-'));
  try {
    for (const name of copied) cpSync(at(name), join(scratch, name), { recursive: true });
    symlinkSync(at('node_modules'), join(scratch, 'node_modules'), 'junction');
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(scratch, file)), { recursive: true });
      writeFileSync(join(scratch, file), `${text}\n`);
    }
    return look(scratch);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};

/** Prints what is wrong and ends the program, or says the good news. */
export const conclude = (faults, news) => {
  for (const fault of faults) console.error(`  error ${fault}`);
  if (faults.length > 0) process.exit(1);
  console.log(news);
};
