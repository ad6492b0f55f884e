import { fileURLToPath } from 'node:url';

/** The server that the suite talks to: where it listens and where it keeps its data. */
export const port = process.env['E2E_PORT'] ?? '3111';
export const address = `http://localhost:${port}`;
/** Where the suite's own mail server listens, when a test starts it. */
export const mailPort = Number(port) + 1;
export const results = fileURLToPath(new URL('../test-results/', import.meta.url));
export const dataDir = `${results}data-${port}`;
