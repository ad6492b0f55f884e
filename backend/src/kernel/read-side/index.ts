export { BadQuery, UnknownView } from './bad-query.js';
export { Joins } from './joined/joins.js';
export { LiveGateway } from './live/live.gateway.js';
export type { PolicyPort, ReadSideConfig, SessionsPort } from './ports.js';
export { Projector, readStoreFile, type ProjectorStatus } from './projector.js';
export { ViewReader, type TextPage } from './query.js';
export { ReadSide } from './read-side.js';
export { ViewsController } from './views.controller.js';
