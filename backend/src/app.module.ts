import type { DynamicModule, Provider, Type } from '@nestjs/common';
import type { Backend } from './backend.js';
import { edgeModule } from './kernel/http/edge.js';
import { Joins, LiveGateway, ReadSide, ViewsController } from './kernel/read-side/index.js';
import { Replays } from './kernel/replay/replays.js';
import { ReplaysController } from './kernel/replay/replays.controller.js';
import { CONFIG, EVENT_LOG, POLICY, SESSIONS } from './kernel/tokens.js';
import { Directory } from './people/directory.js';
import { Rights } from './people/rights.js';
import { SessionController } from './people/session.controller.js';
import { FindController } from './wagons/find/find.controller.js';

/** The doors over an open backend. */
export const appModule = (backend: Backend): DynamicModule => {
  const { config, bus, blobs, health, metrics, log, readSide, joins, replays, rights, sessions, policy, directory } = backend;
  const controllers: Type[] = [SessionController, ViewsController, FindController, ReplaysController];
  const providers: Provider[] = [
    { provide: CONFIG, useValue: config },
    { provide: EVENT_LOG, useValue: log },
    { provide: SESSIONS, useValue: sessions },
    { provide: POLICY, useValue: policy },
    { provide: Rights, useValue: rights },
    { provide: Directory, useValue: directory },
    { provide: ReadSide, useValue: readSide },
    { provide: Joins, useValue: joins },
    { provide: Replays, useValue: replays },
    LiveGateway,
  ];
  return edgeModule({ settings: config, bus, blobs, health, metrics, controllers, providers });
};
