import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Logger } from 'nestjs-pino';
import { pino } from 'pino';
import { appModule } from './app.module.js';
import { openBackend } from './backend.js';
import { BadConfig, configOf, printable, type Config } from './config.js';
import { lastAnswers } from './kernel/http/drain.js';
import { dress } from './kernel/http/edge.js';
import { loggingOf } from './kernel/logging.js';
import { LiveGateway } from './kernel/read-side/index.js';

/** An orchestrator that sends SIGTERM waits ten seconds before it kills. */
const DRAIN_MS = 9_000;

const screens = fileURLToPath(new URL('../../frontend/dist/browser/', import.meta.url));

const readConfig = (): Config => {
  try {
    return configOf(process.env);
  } catch (fault) {
    if (!(fault instanceof BadConfig)) throw fault;
    console.error(`The settings do not fit: ${fault.message}`);
    process.exit(2);
  }
};

const serve = async (config: Config): Promise<void> => {
  const { level, redact, timestamp, base, serializers, hooks } = loggingOf(config.logLevel);
  const early = pino({ level, redact, timestamp, base, serializers, hooks } as pino.LoggerOptions);
  // A fault nobody caught leaves the process in an unknown state: it is written down, without its secrets, and ends.
  process.on('uncaughtException', (err) => {
    early.fatal({ err }, 'a fault that nobody caught');
    process.exit(1);
  });
  const backend = await openBackend(config, (message, err) => early.warn({ err }, message));
  const app = await NestFactory.create<NestExpressApplication>(appModule(backend), { bodyParser: false, bufferLogs: true });
  app.useLogger(app.get(Logger));
  dress(app, config, screens);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    // Whatever still hangs then is settled by the log at the next start.
    setTimeout(() => process.exit(0), DRAIN_MS).unref();
    lastAnswers(app.getHttpServer());
    void app
      .close()
      .then(() => backend.close())
      .catch((err: unknown) => early.error({ err }, 'the end was not clean'))
      .finally(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  await app.listen(config.port, config.host);
  const live = app.get(LiveGateway);
  backend.metrics.gauge('hyperloop_sockets', 'Live connections', () => live.sockets);
  backend.metrics.gauge('hyperloop_outbox_bytes', 'Bytes owed to slow readers', () => live.bytesWaiting);
  console.log(`Hyperloop listens at ${await app.getUrl()}`);
};

const config = readConfig();
if (process.argv.includes('--print-config')) console.log(JSON.stringify(printable(config), null, 2));
else
  await serve(config).catch((fault: unknown) => {
    console.error(fault instanceof Error ? `Hyperloop could not start: ${fault.message}` : fault);
    if (config.logLevel === 'debug' || config.logLevel === 'trace') console.error(fault);
    process.exit(1);
  });
