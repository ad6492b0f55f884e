/** Between the benchmark and the processes that serve and watch. */
export type ServerStart = { mode: 'ours' | 'bare'; dir: string; changesPerSecond: number };
export type ClientsStart = { mode: 'ours' | 'bare'; port: number; count: number };
export type FromServer =
  | { kind: 'listening'; port: number }
  /** CPU since `begin`: of the whole process, and of the one thread that serves the sockets. */
  | { kind: 'measured'; cpuMs: number; socketsMs: number; rssMb: number; changes: number; last: Record<string, number> };
export type FromClients =
  { kind: 'connected' } | { kind: 'seen'; latencies: number[]; frames: number; bytes: number; newest: Record<string, number>[] };
export type ToServer = { kind: 'begin' } | { kind: 'end' } | { kind: 'leave' };
export type ToClients = { kind: 'begin' } | { kind: 'tell' } | { kind: 'leave' };

/** How often anyone is told, in both contestants. */
export const FLUSH_MS = 100;
export const TICK_MS = 20;

/** A process started with an IPC channel; anything else cannot run this file. */
export const tell = (message: FromServer | FromClients): void => {
  if (process.send === undefined) throw new Error('this file is started by the benchmark');
  process.send(message);
};
