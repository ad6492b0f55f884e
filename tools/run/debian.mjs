import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The browser of the browser tests; `CHROMIUM` names another one. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

const apt = (...args) =>
  spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

/** Installs a package of Debian where we may; tells whether it is there now. */
const install = (name, why) => {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`Installing ${name} ${why} …`);
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', name);
};

/** Installs Debian's chromium where it is missing and we may; otherwise says what to install. */
export const ensureChromium = () => {
  if (existsSync(chromium)) return;
  if (process.env.CHROMIUM === undefined && install('chromium', 'for the browser tests') && existsSync(chromium)) return;
  console.error(
    `The browser tests need Chromium at ${chromium}: install it (Debian: sudo apt-get install chromium), or name one with CHROMIUM=/path/to/chromium.`,
  );
  process.exit(1);
};

/** Without it the suites run all the same: the specs of the sandbox then prove the fallback, and the product says so. */
export const wantBubblewrap = () => {
  if (existsSync('/usr/bin/bwrap') || install('bubblewrap', 'for the sandbox of tests and trains')) return;
  console.log('bubblewrap is not installed: the sandbox is proven with its fallback only (Debian: sudo apt-get install bubblewrap).');
};
