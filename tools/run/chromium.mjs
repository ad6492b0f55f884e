import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The browser of the browser tests; `CHROMIUM` names another one. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

const apt = (...args) =>
  spawnSync('apt-get', args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0;

/** Installs Debian's chromium where it is missing and we may; otherwise says what to install. */
export const ensureChromium = () => {
  if (existsSync(chromium)) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && process.env.CHROMIUM === undefined;
  if (mayInstall) {
    console.log('Installing chromium for the browser tests …');
    if (apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium') && existsSync(chromium)) return;
  }
  console.error(
    `The browser tests need Chromium at ${chromium}: install it (Debian: sudo apt-get install chromium), or name one with CHROMIUM=/path/to/chromium.`,
  );
  process.exit(1);
};
