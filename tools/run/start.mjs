import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { at, env, root } from './place.mjs';

const second = 1000;
const patience = 120 * second;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Says the address once the server calls itself ready: the first start makes the sample data before that. */
const announce = async (port, running) => {
  const address = `http://localhost:${port}`;
  for (const end = Date.now() + patience; running() && Date.now() < end; await pause(second / 4)) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return console.log(`\n  Ready: open ${address}\n`);
  }
  if (running()) console.log(`\n  Not ready yet: ${address}/readyz says what is missing.\n`);
};

/** The built server in the foreground: signals go through to it, its exit status comes back. */
export const start = () => {
  const port = process.env.PORT ?? '3000';
  const dataDir = process.env.DATA_DIR ?? at('data');
  const server = spawn('node', ['--enable-source-maps', at('backend', 'dist', 'main.js')], {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, PORT: port, DATA_DIR: dataDir },
  });
  // A terminal sends ^C to the whole group, so the server may get it twice; it stops on the first one.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  server.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  server.on('exit', (status, signal) => process.exit(status ?? 128 + (constants.signals[signal] ?? 0)));
  void announce(port, () => server.exitCode === null && server.signalCode === null);
};
