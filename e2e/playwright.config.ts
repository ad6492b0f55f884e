import { rmSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { address, dataDir, mailPort, port, results } from './src/server.js';

// Workers read this file too: only the first reading, before the server starts, may clear the data.
if (process.env['TEST_WORKER_INDEX'] === undefined) rmSync(dataDir, { recursive: true, force: true });

/** The whole product, as it is built, on the embedded log with its own data directory. */
export default defineConfig({
  testDir: './src',
  testMatch: '**/*.e2e.ts',
  // One server, one story: tests share the log, as people do.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: `${results}report.json` }]],
  outputDir: `${results}browser`,
  use: {
    baseURL: address,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      chromiumSandbox: false,
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node --enable-source-maps ../backend/dist/main.js',
    url: `http://127.0.0.1:${port}/readyz`,
    env: {
      PORT: port,
      DATA_DIR: dataDir,
      EVENT_LOG: 'sqlite',
      MAIL_URL: `smtp://127.0.0.1:${mailPort}`,
      MAIL_FROM: 'hyperloop@example.org',
      LOG_LEVEL: 'warn',
      // One browser plays everybody, faster than people do.
      COMMANDS_PER_MINUTE: '100000',
      SIGN_INS_PER_MINUTE: '1000',
    },
    // The first start makes the sample data.
    timeout: 120_000,
    reuseExistingServer: false,
    stdout: 'ignore',
    stderr: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
