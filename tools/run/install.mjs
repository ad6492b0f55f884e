import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { at, must } from './place.mjs';

/**
 * `npm ci` whenever the lock is another one than the last installed. Only `npm ci`, never `npm install`: npm chooses
 * versions that suit the Node it runs under, and that may be an older one than the pinned Node. The lock leaves it no choice.
 */
export const install = () => {
  const stamp = at('node_modules', '.install-stamp');
  const lock = createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .digest('hex');
  const wanted = `${lock} ${process.platform} ${process.arch}`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages (first run, or package-lock.json changed) …');
  must('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, wanted);
};
