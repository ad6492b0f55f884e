import type { Provider, Type } from '@nestjs/common';
import type { EventLog } from '../event-log/event-log.js';
import { CONFIG, EVENT_LOG } from '../tokens.js';
import { LiveGateway } from './live/live.gateway.js';
import { model } from './model.js';
import type { ReadSideConfig } from './ports.js';
import { ReadSide } from './read-side.js';
import { ViewsController } from './views.controller.js';

/**
 * For the application's module, which provides EVENT_LOG, CONFIG, SESSIONS and POLICY. It also decides the order of
 * the end: `ReadSide.stop()` before the log is closed.
 */
export const readSideParts: { controllers: Type[]; providers: Provider[] } = {
  controllers: [ViewsController],
  providers: [
    LiveGateway,
    { provide: ReadSide, inject: [EVENT_LOG, CONFIG], useFactory: (log: EventLog, config: ReadSideConfig) => ReadSide.start(log, config, model) },
  ],
};
