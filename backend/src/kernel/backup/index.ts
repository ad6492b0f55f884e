export { openOperatorSocket } from './operator-socket.js';
export { ScheduledBackups } from './scheduled-backups.js';
