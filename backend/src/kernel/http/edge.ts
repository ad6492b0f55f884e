import { Module, type DynamicModule, type ExecutionContext, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { TerminusModule } from '@nestjs/terminus';
import { ThrottlerModule, type ThrottlerOptions } from '@nestjs/throttler';
import type { Request } from 'express';
import helmet from 'helmet';
import { LoggerModule } from 'nestjs-pino';
import type { DestinationStream } from 'pino';
import type { BlobStore } from '../blob-store/blob-store.js';
import type { CommandBus } from '../command-bus.js';
import { Health } from '../health.js';
import { loggingOf } from '../logging.js';
import { Metrics } from '../metrics.js';
import { BLOB_STORE, COMMAND_BUS } from '../tokens.js';
import { BlobsController } from './blobs.controller.js';
import { CommandsController } from './commands.controller.js';
import { HealthController } from './health.controller.js';
import { Hits } from './hits.js';
import { jsonBodies } from './json-body.js';
import { OpenApiController } from './openapi.controller.js';
import { openApi } from './openapi.js';
import { ownPages } from './own-pages.js';
import { ProblemFilter } from './problem.filter.js';
import { serveScreens } from './screens.js';
import { SignedIn } from './signed-in.js';
import { Throttle } from './throttle.js';

export type EdgeSettings = {
  loopback: boolean;
  origins?: readonly string[];
  secure: boolean;
  logLevel: string;
  commandsPerMinute: number;
  signInsPerMinute: number;
};
export type EdgeParts = {
  settings: EdgeSettings;
  bus: CommandBus;
  blobs: BlobStore;
  health: Health;
  metrics: Metrics;
  /** Doors and ports of others: the session, the views, live. They provide SESSIONS, POLICY and CONFIG. */
  controllers: readonly Type[];
  providers: readonly Provider[];
  logTo?: DestinationStream;
};

const MINUTE = 60_000;
const READS_PER_MINUTE = 6_000;

const requestOf = (context: ExecutionContext): Request => context.switchToHttp().getRequest<Request>();
const saysCommand = (context: ExecutionContext): boolean =>
  requestOf(context).method === 'POST' && requestOf(context).path.startsWith('/api/commands/');
const signsIn = (context: ExecutionContext): boolean => requestOf(context).method === 'POST' && requestOf(context).path === '/api/session';
const throttlers = ({ commandsPerMinute, signInsPerMinute }: EdgeSettings): ThrottlerOptions[] => [
  { name: 'commands', ttl: MINUTE, limit: commandsPerMinute, skipIf: (context) => !saysCommand(context) },
  // By address also when somebody is signed in: it is the attempts that count.
  {
    name: 'sign-in',
    ttl: MINUTE,
    limit: signInsPerMinute,
    skipIf: (context) => !signsIn(context),
    getTracker: ({ ip }: { ip?: string }) => ip ?? 'unknown',
  },
  // Commands have their own count: whoever may say more than this must not be stopped by the limit of reads.
  { name: 'reads', ttl: MINUTE, limit: READS_PER_MINUTE, skipIf: saysCommand },
];

@Module({})
class Edge {}

/** The HTTP edge: deny by default, problems for every failure, and the kernel's own doors. */
export const edgeModule = ({ settings, bus, blobs, health, metrics, controllers, providers, logTo }: EdgeParts): DynamicModule => ({
  module: Edge,
  imports: [
    LoggerModule.forRoot({ pinoHttp: logTo === undefined ? loggingOf(settings.logLevel) : [loggingOf(settings.logLevel), logTo] }),
    TerminusModule.forRoot({ logger: false }),
    ThrottlerModule.forRoot({ throttlers: throttlers(settings), storage: new Hits(), setHeaders: true }),
  ],
  controllers: [CommandsController, BlobsController, HealthController, OpenApiController, ...controllers],
  providers: [
    { provide: COMMAND_BUS, useValue: bus },
    { provide: BLOB_STORE, useValue: blobs },
    { provide: Health, useValue: health },
    { provide: Metrics, useValue: metrics },
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_GUARD, useClass: SignedIn },
    { provide: APP_GUARD, useClass: Throttle },
    ...providers,
  ],
});

/** What stands before every door. `screens`: the folder of the built browser application. */
export const dress = (app: NestExpressApplication, { loopback, origins = [], secure }: EdgeSettings, screens?: string): void => {
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          // Angular and the charts set styles as text; a style can not call home under this policy.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:', 'blob:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          workerSrc: ["'self'", 'blob:'],
          objectSrc: ["'none'"],
          baseUri: ["'self'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
        },
      },
      strictTransportSecurity: secure,
      referrerPolicy: { policy: 'same-origin' },
    }),
  );
  app.use(ownPages({ loopback, origins }));
  jsonBodies(app);
  SwaggerModule.setup('api/docs', app, { ...new DocumentBuilder().build(), ...openApi() } as OpenAPIObject, {
    customSiteTitle: 'Hyperloop: the API',
  });
  if (screens !== undefined) serveScreens(app, screens);
};
